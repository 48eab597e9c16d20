import { execa } from 'execa'

/** One line of `doctor`. */
export type Component = {
  component: string
  needed: string
  found: string
  ok: boolean
  /** How to get it; said only when it is missing. */
  get: string
}

/** What a program printed, or undefined when it failed, is absent or took longer than 15 s. */
export async function ask(file: string, ...rest: string[]): Promise<string | undefined> {
  const done = await execa(file, rest, { reject: false, timeout: 15_000 })
  return done.exitCode === 0 ? done.stdout.trim() : undefined
}

/** The first major.minor in a text, as one number that sorts: 2.20 is 2020. */
export function versionNumber(text: string): number {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(text) ?? []
  return Number(major ?? 0) * 1000 + Number(minor ?? 0)
}

const launcherGets = 'run ./stackproof gate as root: it installs it'

/** A program at a version or newer. */
export function atLeast(
  component: string,
  oldest: string,
  answer: string | undefined,
  get = launcherGets,
): Component {
  const ok = answer !== undefined && versionNumber(answer) >= versionNumber(oldest)
  return { component, needed: `${oldest} or newer`, found: answer ?? 'none', ok, get }
}

/** Something that is there or not. */
export function present(
  component: string,
  needed: string,
  found: string | undefined,
  get = launcherGets,
): Component {
  return { component, needed, found: found ?? 'none', ok: found !== undefined, get }
}

/** An amount and its unit. */
export function amount(
  component: string,
  least: number,
  found: number,
  [unit, get]: readonly [string, string],
): Component {
  const rounded = Math.floor(found * 10) / 10
  return { component, needed: `${least} ${unit}`, found: `${rounded} ${unit}`, ok: found >= least, get }
}
