import type { Fault, FaultTarget } from '../../harness/faults/fault.ts'

/** One folder is mounted into the store and into the one-shot that prepares it. */
function patchBoth(target: FaultTarget, file: string, find: string | RegExp, replace: string): void {
  for (const role of ['objectStore', 'provision'] as const)
    target.patch(role, `/etc/minio/prepare/${file}`, find, replace)
}

/** Breaks of who may ask the object store, and of what its files hold. */
export const objectStoreFaults: readonly Fault[] = [
  {
    id: 'data-store-without-certificate',
    title: 'The object store speaks plain HTTP',
    cites: 'plan 3.6: attachments readable on the wire',
    // Nothing that speaks TLS with it gets an answer any more, its own health check and its one-shot included.
    claims: ['DATA-06', 'DATA-07', 'DATA-08', 'DATA-09', 'HLT-01'],
    // Nothing is attached any more.
    blinds: ['APP-05', 'APP-06', 'APP-11', 'APP-14', 'APP-15', 'APP-17', 'APP-22', 'APP-24'],
    roles: ['objectStore'],
    where: 'stack',
    break: (target) => {
      const store = target.service('objectStore')
      store.command = [store.command ?? []].flat().filter((word) => !/certs/.test(word))
    },
  },
  {
    id: 'data-store-public-bucket',
    title: 'The bucket of the attachments is public',
    cites: 'the most common way a bucket leaks',
    claims: ['DATA-07'],
    roles: ['objectStore', 'provision'],
    where: 'stack',
    break: (target) => patchBoth(target, 'prepare.sh', 'anonymous set none', 'anonymous set public'),
  },
  {
    id: 'data-store-cleared-at-start',
    title: 'The object store clears its folder when it starts',
    cites: 'plan 3.9: every restart loses every attachment',
    claims: ['DATA-13'],
    roles: ['objectStore'],
    where: 'stack',
    break: (target) => {
      const store = target.service('objectStore')
      const start = ['minio', store.command ?? []].flat().join(' ')
      store.entrypoint = ['/bin/sh', '-c', `rm -rf /data/* /data/.minio.sys; exec ${start}`]
      store.command = []
    },
  },
  {
    id: 'data-store-serves-its-console',
    title: 'The object store leads browsers to its console',
    cites: 'a console with a log-in of its own: nobody needs it, and whoever gets in tries it',
    claims: ['DATA-07'],
    roles: ['objectStore'],
    where: 'stack',
    break: ({ service }) => {
      const store = service('objectStore')
      // Elsewhere it would also be a port that nobody was allowed.
      const nearby = '127.0.0.1:9001'
      store.environment = { ...store.environment, MINIO_BROWSER: 'on', MINIO_CONSOLE_ADDRESS: nearby }
    },
  },
  {
    id: 'data-store-not-encrypted',
    title: 'The object store encrypts only what asks for it',
    cites: 'lab notes: KMS turned on later leaves older objects in plaintext',
    claims: ['DATA-08'],
    roles: ['objectStore'],
    where: 'stack',
    break: (target) => {
      const store = target.service('objectStore')
      store.environment = { ...store.environment, MINIO_KMS_AUTO_ENCRYPTION: 'off' }
    },
  },
  {
    id: 'data-store-user-everywhere',
    title: 'The storage user of the application may do everything everywhere',
    cites: 'the policy that every tutorial writes',
    claims: ['DATA-09'],
    roles: ['objectStore', 'provision'],
    where: 'stack',
    break: (target) => patchBoth(target, 'only-attachments.json', /[\s\S]+/, everything),
  },
]

const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }],
})
