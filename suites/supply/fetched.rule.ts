import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { commandsOf, parseScript, pipesOf, type Script } from '../../harness/folder/shell.ts'

/** Whoever has the server, or the line to it, runs what he likes in the build. */
export const fetchedAndRun = folderRule({
  claim: 'SUP-04',
  read: (folder) => [...folder.scripts, ...buildScripts(folder)].flatMap(read),
  red: [
    { Dockerfile: 'FROM debian:12\nRUN curl -fsSL https://example.org/install.sh | bash\n' },
    { 'setup.sh': '#!/bin/sh\nwget -qO- https://example.org/i | sudo sh -s -- -y\n' },
    {
      '.github/workflows/ci.yml':
        'jobs: { b: { steps: [{ run: "curl -sL https://example.org/x | sudo -E bash -" }] } }',
    },
  ],
  green: [
    {
      'setup.sh':
        '#!/bin/sh\ncurl -fsSLO https://example.org/i.sh\nsha256sum -c i.sh.sha256\nsh i.sh\ncurl -s https://example.org/a | jq .\necho "echo hi" | sh\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN curl -fsSL https://example.org/key.asc | gpg --dearmor -o /k.gpg\n' },
  ],
})

/** Whoever stands in the line answers for the server, and gets the deploy, key and all. */
export const hostKeyKnown = folderRule({
  claim: 'SUP-09',
  read: ({ scripts }) =>
    scripts
      .filter(({ kind, file }) => kind === 'step' || /deploy|release/i.test(file))
      .flatMap((script) =>
        commandsOf(script).flatMap(({ words, at }): Finding[] => {
          const isSsh = words.some((word) => /(^|\/)(ssh|scp|rsync|sftp|ssh-keyscan)$/.test(word))
          if (!isSsh) return []
          const way = words.includes('ssh-keyscan')
            ? 'asks the network for it'
            : words.some((word) => /StrictHostKeyChecking[= ]?(no|off|accept-new)/i.test(word))
              ? 'takes any'
              : undefined
          return [
            found({
              at,
              subject: script.name,
              property: 'key of the server',
              expected: 'known beforehand',
              found: way ?? 'known beforehand',
              ok: way === undefined,
            }),
          ]
        }),
      ),
  red: [
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "ssh-keyscan $HOST >> ~/.ssh/known_hosts" }] } }',
    },
    { 'deploy.sh': '#!/bin/sh\nssh -o StrictHostKeyChecking=no deploy@example.org ./update\n' },
  ],
  green: [
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "echo \\"$KNOWN_HOSTS\\" >> ~/.ssh/known_hosts; ssh deploy@example.org ./update" }] } }',
    },
    {
      'ops/tunnel.sh': '#!/bin/sh\nssh -o StrictHostKeyChecking=no me@127.0.0.1\n',
      'deploy.sh': '#!/bin/sh\nrsync -a . deploy@example.org:/srv\n',
    },
  ],
})

function read(script: Script): Finding[] {
  return pipesOf(script).flatMap(({ at, commands }): Finding[] => {
    if (!commands.slice(0, -1).some(({ words }) => words.some((word) => /(^|\/)(curl|wget)$/.test(word))))
      return []
    const last = commands.at(-1)?.words ?? []
    const runs = last.some(
      (word, index) =>
        /^(ba|da|z|k)?sh$/.test(word) &&
        last.slice(0, index).every((before) => /^(sudo|env|-\w+|\w+=.*)$/.test(before)),
    )
    return [
      found({
        at,
        subject: script.name,
        property: 'runs what it fetches unseen',
        expected: false,
        found: runs,
        ok: !runs,
      }),
    ]
  })
}

function buildScripts({ dockerfiles }: Folder): Script[] {
  return dockerfiles.flatMap(({ file, stages }) =>
    stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ keyword, text, at, words }) =>
        keyword === 'RUN' && words === undefined
          ? [
              parseScript({
                name: file,
                file,
                line: Number(at.split(':').at(-1)),
                text: text.replace(/^(--\S+\s+)+/, ''),
                kind: 'file',
                options: '',
              }),
            ]
          : [],
      ),
    ),
  )
}
