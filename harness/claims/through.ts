import { pipeline, Readable, type Transform } from 'node:stream'

/** Bytes as a transform gives them. Errors of the source and of the transform reach whoever reads. */
export async function* through(
  source: AsyncIterable<Uint8Array>,
  transform: Transform,
): AsyncGenerator<Uint8Array> {
  pipeline(Readable.from(source), transform, () => {
    // The error destroys the transform, so the loop below throws it.
  })
  yield* transform
}
