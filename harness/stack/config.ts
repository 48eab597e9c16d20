import { z } from 'zod'
import { journey } from './journey.ts'
import { roles } from './role.ts'

const role = z.enum(roles)
const perRole = <T extends z.ZodType>(value: T) => z.partialRecord(role, value)
const seconds = z.number().positive()

/** A rate limit as the edge promises it, and a request that is counted by it. */
const rateLimit = z.strictObject({
  /** Requests per second that are admitted in the long run. */
  rate: z.number().positive(),
  /** Requests admitted at once beyond the first. */
  burst: z.number().int().nonnegative(),
  /** What refuses: the status of a refused request. */
  refusal: z.number().int(),
  request: z.strictObject({
    method: z.string(),
    path: z.string().startsWith('/'),
    body: z.json().optional(),
  }),
})

const waiver = z.strictObject({
  claim: z.string(),
  /** The observation's subject, or `*`. */
  subject: z.string(),
  justification: z.string().min(20),
  expires: z.iso.date(),
})

export const waiverList = z.array(waiver)

/** Everything that Stackproof knows about a stack. `{dir}` in a string is the folder prepared for the run. */
export const stackConfig = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** The application that it is, where `suites/app` knows what that one promises. */
  application: z.literal('pazpaz').optional(),
  compose: z.strictObject({ files: z.array(z.string()).min(1), envFile: z.string() }),
  roles: perRole(z.union([z.string(), z.array(z.string()).min(1)])),
  /** Makes secrets, certificates and the env file in `{dir}`; run before anything is raised. */
  prepare: z.strictObject({ command: z.array(z.string()).min(1), deadline: seconds.default(60) }),
  /** Names of the variables by which the production files let a run differ; what they fix is freed (freed.ts). */
  variables: z.strictObject({
    address: z.string().optional(),
    httpPort: z.string().optional(),
    httpsPort: z.string().optional(),
    healthInterval: z.string().optional(),
    mailHost: z.string().optional(),
    mailPort: z.string().optional(),
    /** Where the antivirus fetches its signatures, and how often, in seconds. */
    signaturesUrl: z.string().optional(),
    signaturesInterval: z.string().optional(),
    /** Image variables, each with the name of the image that it takes: one of `images`, or of the harness' own list. */
    images: z.record(z.string(), z.string()).default({}),
    /** Must be set by the operator: without one of them nothing starts. */
    required: z.array(z.string()).default([]),
    /** Fixed values, name to value. */
    set: z.record(z.string(), z.string()).default({}),
  }),
  /** Images that are built for this stack; `context` starts at the config, `parents` are build arguments to names. */
  images: z
    .array(
      z.strictObject({
        name: z.string(),
        /** What production pulls, without its tag. */
        repository: z.string(),
        context: z.string(),
        parents: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
  edge: z.strictObject({
    serverName: z.string(),
    /** PEM of the authority that signs the edge's certificate; left out: those that everyone trusts. */
    ca: z.string().optional(),
  }),
  endpoints: z.strictObject({
    /** Answered by the edge itself. */
    health: z.string().startsWith('/'),
    page: z.string().startsWith('/').optional(),
    /** Answered by the API without a session. */
    api: z.string().startsWith('/').optional(),
    /** A path under the API that does not exist. */
    missing: z.string().startsWith('/').optional(),
    /** A WebSocket that asks for a log-in. */
    socket: z.string().startsWith('/').optional(),
  }),
  headers: z.record(z.string().toLowerCase(), z.string()).default({}),
  /** How a deploy of this application is told from any other that answers: a text of what is at this path. */
  recognise: z.strictObject({ path: z.string().startsWith('/'), includes: z.string().min(1) }).optional(),
  intent: z.strictObject({
    /** Who may open a connection to whom. */
    reach: z.array(z.strictObject({ from: role, to: role, port: z.number().int().min(1).max(65535) })),
    /** Roles that may call the internet. */
    egress: z.array(role),
    /** Ports of the host that may answer containers on a gateway address. */
    gatewayPorts: z.array(z.number().int()).default([]),
    /** What the service of a role may take at most; memory as Compose writes it. */
    limits: perRole(
      z.strictObject({ memory: z.string(), cpus: z.number().positive(), pids: z.number().int().positive() }),
    ).default({}),
    /** Secrets that only these roles may have, by name in the compose files. */
    secrets: z.record(z.string(), z.array(role).min(1)).default({}),
  }),
  limits: z
    .strictObject({
      api: rateLimit.optional(),
      auth: rateLimit.optional(),
      /** The largest body that the edge lets through; asked at `endpoints.missing`. */
      body: z
        .strictObject({
          bytes: z.number().int().positive(),
          /** The edge waits for all of a body before it asks whoever is behind it. */
          buffered: z.literal(true).optional(),
        })
        .optional(),
      /** How long a client may take to send the head of its request. */
      head: z.strictObject({ seconds }).optional(),
      /** The longest silence on a socket that the edge bears. */
      socket: z.strictObject({ seconds }).optional(),
    })
    .default({}),
  database: z
    .strictObject({
      name: z.string(),
      /** The role that owns the schema. */
      user: z.string(),
      passwordFile: z.string(),
      /** PEM of the authority that signs its certificate. */
      ca: z.string().optional(),
      /** The role that the application uses: it owns nothing. `appendOnly`: tables to which it may only add. */
      application: z
        .strictObject({
          user: z.string(),
          passwordFile: z.string(),
          appendOnly: z.array(z.string()).default([]),
        })
        .optional(),
      /** The role that may do everything. */
      superuser: z.strictObject({ user: z.string(), passwordFile: z.string() }).optional(),
      /** Where it keeps its files, in its container. */
      dataPath: z.string().startsWith('/').optional(),
      /** Where backups are written, in its container. */
      backups: z.string().startsWith('/').optional(),
      /** The application sees one tenant's rows at a time: that of this setting, by this column, in these tables. */
      scoped: z
        .strictObject({ setting: z.string(), column: z.string(), tables: z.array(z.string()).min(1) })
        .optional(),
      /** A query for the first row of the audit log that is not as it was written, or null; and edits that it must see. */
      audit: z.strictObject({ check: z.string(), edits: z.record(z.string(), z.string()) }).optional(),
    })
    .optional(),
  cache: z
    .strictObject({
      /** Left out where it asks for no password. */
      passwordFile: z.string().optional(),
      /** Keys of sessions, and how long one lives without a request. */
      sessions: z.strictObject({ pattern: z.string(), idle: seconds }).optional(),
    })
    .optional(),
  /** What a person does in a browser (journey.ts). */
  journey: journey.optional(),
  /** The API's own description, and its operations that need no log-in, e.g. `GET /api/v1/health`. */
  openapi: z
    .strictObject({ file: z.string(), open: z.array(z.string()), admin: z.array(z.string()).optional() })
    .optional(),
  /** An S3 store, addressed by its service name. */
  objectStore: z
    .strictObject({
      port: z.number().int(),
      /** PEM of the authority that signs its certificate. */
      ca: z.string(),
      /** The one bucket that the application's user may use. */
      bucket: z.string(),
      user: z.string(),
      keyFile: z.string(),
      /** Where it keeps the objects, in its container. */
      dataPath: z.string().startsWith('/'),
    })
    .optional(),
  operations: z
    .strictObject({
      /** Arguments of the migrate service, by direction. */
      migrateUp: z.array(z.string()).optional(),
      /** Takes every step back. */
      migrateDown: z.array(z.string()).optional(),
      /**
       * Run in the API's container: makes an admin `{email}` in `{workspace}`. It reads the password from standard input,
       * and a line that it prints is the `otpauth` address of the second factor.
       */
      addAdmin: z.array(z.string()).optional(),
      /** Table in which the tool keeps which steps are applied. */
      migrationRecord: z.string().optional(),
    })
    .default({}),
  /** What this place does not have, with the reason and the last day the gap is accepted. */
  unavailable: z
    .record(z.string(), z.strictObject({ reason: z.string(), expires: z.iso.date() }))
    .default({}),
  waivers: waiverList.default([]),
  authorizedTargets: z.array(z.string()).default([]),
})

/** A checked config, defaults filled in. */
export type StackConfig = z.output<typeof stackConfig>
/** What a user writes in `stackproof.config.ts`. */
export type StackConfigInput = z.input<typeof stackConfig>
export type RateLimit = z.output<typeof rateLimit>
export type ConfiguredWaiver = z.output<typeof waiver>

/** Types a user's config in the editor; it is checked when it is loaded. */
export function defineStack(config: StackConfigInput): StackConfigInput {
  return config
}
