/** A method, so that each program keeps its own input type: the caller has checked what it sends. */
type Program = { run(input: unknown): Promise<unknown> }

/** Every program that `serve.ts` runs, loaded when it is asked for: a probe pays for its own imports only. */
const programs: Record<string, () => Promise<Program>> = {
  addresses: async () => ({ run: (await import('./addresses.ts')).addAddresses }),
  clamd: async () => ({ run: (await import('./clamd.ts')).scan }),
  connect: async () => ({ run: (await import('./connect.ts')).connectAll }),
  deafen: async () => ({ run: (await import('./deafen.ts')).deafen }),
  http: async () => ({ run: (await import('./http.ts')).request }),
  link: async () => ({ run: (await import('./link.ts')).link }),
  listening: async () => ({ run: (await import('./listening.ts')).listening }),
  postgres: async () => ({ run: (await import('./postgres.ts')).query }),
  redis: async () => ({ run: (await import('./redis.ts')).command }),
  resolve: async () => ({ run: (await import('./resolve.ts')).resolveAll }),
  slow: async () => ({ run: (await import('./slow.ts')).linger }),
  tls: async () => ({ run: (await import('./tls.ts')).handshakes }),
  upgrade: async () => ({ run: (await import('./upgrade.ts')).upgrade }),
}

export const names = Object.keys(programs)

/** The program of that name. Throws when there is none. */
export async function load(name: string): Promise<Program> {
  const program = programs[name]
  if (program === undefined) throw new Error(`program: expected one of ${names.join(', ')}, found ${name}`)
  return program()
}
