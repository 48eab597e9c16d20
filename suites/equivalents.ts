import type { Equivalent } from '../harness/faults/generated.ts'

const removed = ['removed'] as const
const changed = ['removed', 'flipped'] as const
const wider = ['widened'] as const

/** Generated faults that break no promise. One that meets nothing any more is an error of the tests. */
export const equivalents: readonly Equivalent[] = [
  {
    leaf: /\.volumes\.\d+\.bind\.create_host_path$/,
    how: changed,
    reason: 'the folder is there: it is in the repository, or the script of the secrets makes it',
  },
  { leaf: /\.volumes\.\d+\.volume$/, how: removed, reason: 'it says nothing: an empty set of options' },
  {
    leaf: /\.secrets\.\d+\.target$/,
    how: removed,
    reason: 'a secret without a target is named after its source',
  },
  { leaf: /\.ports\.\d+\.(mode|protocol)$/, how: removed, reason: 'its value is the default' },
  { leaf: /^networks\.[^.]+\.name$/, how: removed, reason: 'Compose makes the same name of project and key' },
  {
    leaf: /\.restart$/,
    how: removed,
    reason: 'no is the default, and others than one-shots have another value',
  },
  {
    leaf: /\.healthcheck\.disable$/,
    how: changed,
    reason: 'the images of the one-shots declare no check of their own',
  },
  {
    leaf: /\.healthcheck\.(interval|timeout|retries)$/,
    how: ['removed', 'widened'],
    reason: 'a failing check is still told within two minutes, which is what HLT-06 promises',
  },
  {
    leaf: /\.healthcheck\.start_period$/,
    how: wider,
    reason: 'a service that is well is told at once; only one that never was is told later',
  },
  {
    leaf: /\.stop_grace_period$/,
    how: wider,
    reason: 'nobody promised that a stop is quick; HLT-04 is about its end',
  },
  {
    leaf: /^services\.(web|redis|migrate|minio|minio-init|clamav)\.stop_grace_period$/,
    how: removed,
    reason: 'the engine waits ten seconds by itself, and HLT-04 sees each of these end within one',
  },
  {
    leaf: /\.environment\.(LOG_LEVEL|ENVIRONMENT|(DATABASE|REDIS|ANTIVIRUS)_PORT)$/,
    how: removed,
    reason: 'the application has the same default',
  },
  {
    leaf: /^services\.((nginx|redis|clamav)\.(command|entrypoint)\.0|(nginx|redis|clamav|db)\.healthcheck\.test\.1)$/,
    how: removed,
    reason: 'the script is executable and names its shell itself',
  },
  {
    leaf: /^services\.(api|worker)\.command\.0$/,
    how: removed,
    reason: 'the entrypoint of the Node image hands to node what is no program',
  },
  {
    leaf: /^services\.db\.command\.0$/,
    how: removed,
    reason: 'the entrypoint of the image starts its server with what begins with a dash',
  },
  {
    leaf: /^services\.(api|worker|migrate|db|minio)\.tmpfs\.0$/,
    how: removed,
    reason: 'nothing is written there today: it is room for what a library or a tool writes tomorrow',
  },
  {
    leaf: /^services\.web\.healthcheck\.test\.[347]$/,
    how: removed,
    reason: 'what curl prints is its own matter: the engine keeps the first four kilobytes',
  },
  {
    leaf: /^services\.web\.healthcheck\.test\.6$/,
    how: wider,
    reason: 'the engine ends the check after its own time-out, which stays',
  },
  { leaf: /\.shm_size$/, how: wider, reason: 'it counts within the memory limit, which stays' },
  { leaf: /\.depends_on\.[^.]+\.required$/, how: removed, reason: 'true is the default' },
  {
    leaf: /\.depends_on\.(db|redis|minio)\.(condition|required)$/,
    how: changed,
    reason: 'a service that starts before what it needs ends and is started again (decision 0013)',
  },
]
