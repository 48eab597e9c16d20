/** A failure that a reader can act on: `<subject>: expected <x>, found <y>`, and the one next step. */
export abstract class Failure extends Error {
  readonly next: string
  /** What the command exits with. */
  abstract readonly exitCode: 2 | 3 | 130

  constructor(message: string, next = '', options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.next = next
  }
}

/** The call or a config file is wrong. */
export class UsageError extends Failure {
  readonly exitCode = 2
}

/** The machine, or what was raised on it, is not as needed. */
export class EnvironmentError extends Failure {
  readonly exitCode = 3
}

/** Stopped by a signal, and tidied up. */
export class Interrupted extends Failure {
  readonly exitCode = 130
}
