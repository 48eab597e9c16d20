import type { Fault } from '../../harness/faults/fault.ts'

/** A setting that must be given quietly gets a value of its own. */
export const settingsFaults: readonly Fault[] = [
  {
    id: 'config-sender-has-a-default',
    title: 'The sender of mails falls back to a default',
    cites: 'an example value that reached production',
    claims: ['CFG-08'],
    roles: ['worker'],
    where: 'stack',
    break: (target) =>
      target.patchCompose(/\$\{MAIL_FROM:\?[^}]*\}/g, '${MAIL_FROM:-app@example.test}', 'MAIL_FROM'),
  },
]
