import { EnvironmentError } from '../stack/failure.ts'

/** An image that could not be built; `tail` holds the last 20 lines of what the builder said. */
export class BuildFailed extends EnvironmentError {
  readonly image: string
  readonly tail: readonly string[]

  constructor(image: string, context: string, tail: readonly string[]) {
    super(
      `image ${image}: expected its build in ${context} to end well, found it failed\n${tail.join('\n')}`,
      `correct what the last lines name, or pull the official image and run again`,
    )
    this.image = image
    this.tail = tail
  }
}
