/** The promise's result, or an error that names what was waited for once `milliseconds` have passed. */
export async function within<T>(milliseconds: number, subject: string, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`${subject}: expected an answer within ${milliseconds} ms, found none`)),
    milliseconds,
  )
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
