import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import { type EngineExec, engineExec } from '../../harness/folder/engine-exec.ts'
import { commandsOf, type Script } from '../../harness/folder/shell.ts'

const script = (line: string) => ({ 'ops.sh': `#!/bin/sh\nset -eu\n${line}\n` })

/** Such a process has what the container was denied: every device, every capability. */
export const privilegedExec = folderRule({
  claim: 'CFG-66',
  read: ({ scripts }) =>
    execsOf(scripts, 'privileges of exec', 'those of the container', ({ flags }) =>
      flags.some((flag) => /^--privileged(=true)?$/.test(flag)) ? 'all' : undefined,
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

/** What its own user may not do, a script does as root. */
export const rootExec = folderRule({
  claim: 'CFG-67',
  read: ({ scripts }) =>
    execsOf(scripts, 'user of exec', 'another than root', ({ user }) =>
      /^(root|0)(:|$)/.test(user ?? '') ? user : undefined,
    ),
  red: [
    script('docker exec --user root app chown -R app /data'),
    script('docker exec -uroot app apt-get install -y curl'),
    script('docker exec -iu 0 app sh -c "cat > /etc/hosts"'),
    script('docker compose exec -T --user=0:0 app rm -rf /cache'),
    { 'ops/crontab': '0 3 * * * docker exec -u root:root db fstrim /data\n' },
  ],
  green: [
    script('docker exec db psql -c "select 1"'),
    script('docker exec -u postgres db pg_dump shop > shop.sql'),
    script('docker exec --env USER=root -w /root app id'),
    script('docker exec db psql -u root'),
    script('docker compose exec -T --user 1000:0 app id'),
  ],
})

/** Each `exec` of the scripts; `wrong` says what is found where it is not as expected. */
function execsOf(
  scripts: readonly Script[],
  property: string,
  expected: string,
  wrong: (exec: EngineExec) => string | undefined,
): Finding[] {
  return scripts.flatMap((one) =>
    commandsOf(one).flatMap(({ words, at }) => {
      const exec = engineExec(words)
      if (exec === undefined) return []
      const actual = wrong(exec)
      const ok = actual === undefined
      return [found({ at, subject: one.name, property, expected, found: actual ?? expected, ok })]
    }),
  )
}
