import { expect, test } from 'vitest'
import { type Sample, sampleFolder } from '../harness/claims/folder-rule.ts'
import { tryLinter } from '../harness/linters/try-linter.ts'
import { whereIs } from '../harness/stack/where-is.ts'
import { linted } from './linted.ts'

const workflow = (trigger: string, steps: string): Sample => ({
  '.github/workflows/a.yml': `on: ${trigger}\njobs:\n  a:\n    runs-on: ours\n    steps:\n${steps}`,
})
const dockerfile = (...lines: string[]): Sample => ({ Dockerfile: `FROM debian:12.8\n${lines.join('\n')}\n` })
const script = (...lines: string[]): Sample => ({
  'deploy.sh': `#!/usr/bin/env bash\nset -e\n${lines.join('\n')}\n`,
})
const token = `glpat-${'x7Kq2Zr9Wm'.repeat(2)}`

/** What each says of a sample; nothing for what projects do all day. */
const cases: [program: string, sample: Sample, codes: string[]][] = [
  ['shellcheck', script('rm -rf "$ROOT/"*'), ['SC2115']],
  ['shellcheck', { 'a.sh': '#!/bin/sh\ncd /srv/app\nrm -rf old\n' }, ['SC2164']],
  ['shellcheck', script('sudo echo 1 > /proc/sys/vm/overcommit_memory'), ['SC2024']],
  ['shellcheck', script('cd /srv/app', 'for f in $(ls); do echo $f; done', 'local_x=$(pwd)'), []],
  [
    'shellcheck',
    script('log() { echo "$(date) $@"; }', 'if [[ " ${all[@]} " =~ " $1 " ]]; then exec $@; fi'),
    [],
  ],
  ['shellcheck', { 'lib.sh': 'greet() { echo "$1"; }\n' }, []],
  ['shellcheck', script('if [ -f a ]; then', '  echo a'), ['SC1072']],
  ['shellcheck', script('docker inspect -f "{{.State}}" a', 'f() { echo "a'), ['SC1072']],
  ['shellcheck', script('NAME={{ name }}', '{% if a %}', 'echo $(( {{ b }} ))', '{% endif %}'), []],
  ['shellcheck', script('<% if a %>', 'echo <%= name %>', '<% end %>'), []],
  ['shellcheck', script('# shellcheck disable=SC2115', 'rm -rf "$ROOT/"*'), []],
  ['hadolint', dockerfile('WORKDIR app'), ['DL3000']],
  ['hadolint', dockerfile('RUN apt-get update && apt-get install curl'), ['DL3014']],
  ['hadolint', dockerfile('CMD ["a"]', 'CMD ["b"]'), ['DL4003']],
  [
    'hadolint',
    dockerfile(
      'RUN apt-get update && apt-get install -y curl',
      'ADD a /a',
      'RUN echo "abc  x" | sha256sum -c',
      'COPY --from=shared /x /x',
    ),
    [],
  ],
  ['actionlint', workflow('push', '      - run: x\n    needs: build\n'), ['job-needs']],
  ['actionlint', workflow('push', '      - run: echo ${{ github.evnt.ref }}\n'), ['expression']],
  [
    'actionlint',
    workflow('push', '      - uses: ./.github/actions/own\n      - run: echo "::set-output name=a::b"\n'),
    [],
  ],
  [
    'zizmor',
    workflow('issues', '      - run: echo "${{ github.event.issue.body }}"\n'),
    ['template-injection'],
  ],
  [
    'zizmor',
    workflow(
      'push',
      '      - uses: actions/checkout@v4\n      - run: make\n        env: { TOKEN: "${{ secrets.TOKEN }}" }\n',
    ),
    [],
  ],
  ['gitleaks', { 'a.sh': `#!/bin/sh\nTOKEN=${token} ./deploy\n` }, ['gitlab-pat']],
  ['gitleaks', { 'a.sh': '#!/bin/sh\nTOKEN="$(cat /run/secrets/token)" ./deploy\n' }, []],
  [
    'gitleaks',
    { 'a.sh': '#!/bin/sh\ncurl -u "$USER:$PASSWORD" https://a.example\nID=3f7a9c1e5b2d4f60\n' },
    [],
  ],
  ['gitleaks', { 'a.sh': '#!/bin/sh\nchmod +x x.sh\n', '.env': `TOKEN=${token}\n` }, []],
]

test.for(cases)('%s on %j says %j', async ([program, sample, codes]) => {
  const one = linted.find(({ linter }) => linter.program === program)
  if (one === undefined) throw new Error(`${program}: expected a claim, found none`)
  const found = await tryLinter({ ...one, folder: sampleFolder(sample), program: whereIs(program) })
  expect(found?.notEvaluated, './stackproof test installs it').toBeUndefined()
  expect(found?.error).toBeUndefined()
  expect(found?.observations.filter(({ role, ok }) => role === 'control' && !ok)).toEqual([])
  const wrong = found?.observations.filter(({ role, ok }) => role === 'evidence' && !ok) ?? []
  expect(wrong.map(({ property }) => property)).toEqual(codes.map((code) => `${program} ${code}`))
  for (const { file } of wrong) expect(file).toMatch(new RegExp(`^(${Object.keys(sample).join('|')}):\\d+$`))
})

test('each linter has a red sample and a green one', () => {
  const tried = linted.map(({ linter }) => linter.program)
  for (const red of [true, false]) {
    const programs = cases.filter(([, , codes]) => codes.length > 0 === red).map(([program]) => program)
    expect(new Set(programs)).toEqual(new Set(tried))
  }
})
