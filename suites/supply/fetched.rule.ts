import { folderRule, found } from '../../harness/claims/folder-rule.ts'
import type { Finding } from '../../harness/claims/rule.ts'
import type { Folder } from '../../harness/folder/folder.ts'
import { parseScript, type Script } from '../../harness/folder/shell.ts'
import { keyUsesOf } from './host-key.ts'
import { runsOf } from './unseen.ts'

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
    { 'setup.sh': '#!/bin/bash\nbash <(curl -fsSL https://example.org/i.sh) --yes\n' },
    { 'setup.sh': '#!/bin/bash\nsource <(curl -s https://example.org/i.sh)\n' },
    { 'setup.sh': '#!/bin/sh\nsudo sh -c "$(curl -fsSL https://example.org/i.sh)"\n' },
    { 'setup.sh': '#!/bin/sh\neval "$(wget -qO- https://example.org/env)"\n' },
    { Dockerfile: 'FROM python:3.12\nRUN curl -sSL https://example.org/i.py | python3 -\n' },
    { 'setup.sh': '#!/bin/sh\ncurl -fsSL https://example.org/i.sh -o /tmp/i.sh\nsudo sh /tmp/i.sh --yes\n' },
    { Dockerfile: 'FROM debian:12\nRUN wget https://example.org/i.sh && bash ./i.sh\n' },
    { Dockerfile: 'FROM debian:12\nRUN curl -fsSLO https://example.org/i.sh && sh i.sh\n' },
  ],
  green: [
    {
      'setup.sh':
        '#!/bin/sh\ncurl -fsSLO https://example.org/i.sh\nsha256sum -c i.sh.sha256\nsh i.sh\ncurl -s https://example.org/a | jq .\necho "echo hi" | sh\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN curl -fsSL https://example.org/key.asc | gpg --dearmor -o /k.gpg\n' },
    {
      'setup.sh':
        '#!/bin/bash\ncurl -s https://example.org/a | python3 -m json.tool\nsh -c "V=$(curl -s https://example.org/v); echo $V"\ndiff <(curl -s https://example.org/a) a\nbash report.sh "$(curl -s https://example.org/a)"\n',
    },
    {
      'setup.sh':
        '#!/bin/sh\ncurl -fsSL https://example.org/a.json -o a.json\nsh i.sh a.json\nsh late.sh\ncurl -o late.sh https://example.org/late.sh\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN curl -fsSLo i.sh https://example.org/i.sh && echo "0a1b  i.sh" | sha256sum -c && sh i.sh\n',
    },
  ],
})

/** Whoever stands in the line answers for the server, and gets the deploy, key and all. */
export const hostKeyKnown = folderRule({
  claim: 'SUP-09',
  read: ({ scripts }) =>
    scripts
      .filter(({ kind, file }) => kind === 'step' || /deploy|release/i.test(file))
      .flatMap((script) =>
        keyUsesOf(script).map(({ at, way = 'known beforehand' }) =>
          found({
            at,
            subject: script.name,
            property: 'key of the server',
            expected: 'known beforehand',
            found: way,
            ok: way === 'known beforehand',
          }),
        ),
      ),
  red: [
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "ssh-keyscan $HOST >> ~/.ssh/known_hosts" }] } }',
    },
    { 'deploy.sh': '#!/bin/sh\nssh -o StrictHostKeyChecking=no deploy@example.org ./update\n' },
    {
      'deploy.sh':
        '#!/bin/sh\ncat >> ~/.ssh/config <<EOF\nHost *\n  StrictHostKeyChecking no\nEOF\nssh example.org ./update\n',
    },
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "echo \'StrictHostKeyChecking no\' | sudo tee -a /etc/ssh/ssh_config" }] } }',
    },
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "printf \'Host *\\\\n StrictHostKeyChecking no\\\\n\' > ~/.ssh/config" }] } }',
    },
    {
      '.github/workflows/d.yml':
        'jobs: { d: { steps: [{ run: "ssh-keyscan -H github.com example.org >> ~/.ssh/known_hosts" }] } }',
    },
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
    {
      '.github/workflows/ci.yml':
        'jobs: { b: { steps: [{ run: "ssh-keyscan -t rsa,ed25519 github.com >> ~/.ssh/known_hosts" }] } }',
      'deploy.sh':
        '#!/bin/sh\necho "set StrictHostKeyChecking no if it fails"\ncat >> ~/.ssh/config <<EOF\nHost github.com\n  StrictHostKeyChecking no\nEOF\n',
    },
  ],
})

function read(script: Script): Finding[] {
  return runsOf(script).map(({ at, runs }) => {
    const property = 'runs what it fetches unseen'
    return found({ at, subject: script.name, property, expected: false, found: runs, ok: !runs })
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
