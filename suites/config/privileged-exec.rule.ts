import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import { engineExec } from '../../harness/folder/engine-exec.ts'
import { commandsOf } from '../../harness/folder/shell.ts'

const script = (line: string) => ({ 'ops.sh': `#!/bin/sh\nset -eu\n${line}\n` })

/** Such a process has what the container was denied: every device, every capability. */
export const privilegedExec = folderRule({
  claim: 'CFG-66',
  read: ({ scripts }) =>
    scripts.flatMap((one) =>
      commandsOf(one).flatMap(({ words, at }) => {
        const exec = engineExec(words)
        if (exec === undefined) return []
        const ok = !exec.flags.some((flag) => /^--privileged(=true)?$/.test(flag))
        return [
          found({
            at,
            subject: one.name,
            property: 'privileges of exec',
            expected: 'those of the container',
            found: ok ? 'those of the container' : 'all',
            ok,
          }),
        ]
      }),
    ),
  red: [
    script('docker exec --privileged db sysctl -w vm.overcommit_memory=1'),
    script('docker compose -f prod.yml exec --privileged -T cache sh -c "echo never > /sys/x"'),
    { 'ops/crontab': '0 3 * * * docker exec -i --privileged=true db fstrim /data\n' },
  ],
  green: [
    script('docker exec --user root app chown -R app /data'),
    script('docker-compose exec -T db psql -c "select 1"'),
    script('docker exec db app --privileged'),
    script('docker run --rm --privileged tonistiigi/binfmt --install all'),
  ],
})
