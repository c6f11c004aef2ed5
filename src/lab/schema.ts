// How a provider of the lab is written in YAML. Used when the lab is compiled, never at run time.

import { z } from 'zod'
import { causeId } from '../knowledge/schema/pointer.ts'
import { ATTEMPTS, FAULTS, SECRET_KINDS } from './model.ts'
import { accountOAuth, oauthSource } from './oauth/schema.ts'

const text = z.string().min(1)
const lines = z.union([text.transform((line) => [line]), z.array(text)])
/** IMAP capabilities are words of one line; those of SMTP and POP3 are lines. */
const words = z.union([z.string().transform((line) => line.split(' ').filter((word) => word !== '')), z.array(text)])

const reply = z.union([
  lines.transform((say) => ({ say })),
  z.strictObject({
    say: lines,
    challenge: text.optional(),
    bye: text.optional(),
    close: z.boolean().optional(),
    waitMs: z.number().int().min(0).max(10_000).optional(),
  }),
])

const variantOfOne = {
  signIn: z.partialRecord(z.enum(ATTEMPTS), text).optional(),
  enter: text.optional(),
  sender: z.strictObject({ at: z.enum(['mail', 'data']), reply: text }).optional(),
  patience: z.strictObject({ refusals: z.number().int().min(0), reply: text }).optional(),
  throttle: z.strictObject({ every: z.number().int().min(2), reply: text }).optional(),
}

const box = z.strictObject({
  folders: z
    .array(
      z.strictObject({
        name: text,
        use: z
          .string()
          .regex(/^\\[A-Z][A-Za-z]+$/)
          .optional(),
        messages: z.number().int().min(0).max(10_000).optional(),
        holdsOthers: z.boolean().optional(),
      }),
    )
    .optional(),
  permanentFlags: text.optional(),
  forgets: z.array(text).optional(),
  longestLine: z.number().int().min(78).optional(),
  largest: z.number().int().min(1).optional(),
  finalLineEnd: z.boolean().optional(),
  plainBlanks: z.boolean().optional(),
  allMail: text.optional(),
})

const dialect = z.strictObject({
  ...variantOfOne,
  greeting: lines.optional(),
  capabilities: z.strictObject({ before: words, tls: words.optional(), after: words.optional() }).optional(),
  usernames: z
    .array(z.enum(['full-address', 'local-part']))
    .min(1)
    .optional(),
  replies: z.record(z.string().regex(/^[a-z-]+(@[A-Z0-9]+)?$/), reply).optional(),
  idFirst: text.optional(),
  namespace: z.strictObject({ prefix: z.string(), separator: z.string().length(1) }).optional(),
  box: box.optional(),
  id: text.optional(),
  initialResponse: z.boolean().optional(),
})

const variant = z.strictObject({
  imap: z.strictObject(variantOfOne).optional(),
  pop3: z.strictObject(variantOfOne).optional(),
  smtp: z.strictObject(variantOfOne).optional(),
})

const RECORD = /^(\S+) (A|AAAA|MX|SRV|TXT|CNAME) (.+)$/
const SERVER = /^(imap|pop3|smtp)(s?):\/\/([a-z0-9.-]+):(\d+)(?: (\S+))?$/

/** `works`, or the causes that may come first. */
const expectation = z.union([
  z.literal('works').transform(() => ({ outcome: 'works' as const, cause: [] })),
  z
    .array(causeId)
    .min(1)
    .transform((cause) => ({ outcome: 'fault' as const, cause })),
])

const secrets = z.partialRecord(z.enum(SECRET_KINDS), z.union([text, z.null()]))

const account = z.strictObject({
  address: z.string().regex(/^[^@\s]+@[^@\s]+$/),
  secrets: secrets.optional(),
  aliases: z.array(text).optional(),
  shows: z.strictObject({ en: text, fr: text }),
  doctor: text.optional(),
  secret: z.enum([...SECRET_KINDS, 'none']).optional(),
  expect: expectation.optional(),
  variant: variant.optional(),
  /** Its example is the sign-in, not the doctor. */
  login: z.boolean().optional(),
  oauth: accountOAuth.optional(),
  messages: z.number().int().min(0).max(10_000).optional(),
  quota: z.strictObject({ usedKb: z.number().int().min(0), limitKb: z.number().int().min(1) }).optional(),
})

export const providerSource = z.strictObject({
  name: text,
  like: text.optional(),
  behind: text.optional(),
  signInAt: text.optional(),
  oauth: oauthSource.optional(),
  fault: z.enum(FAULTS).optional(),
  clockDays: z.number().int().optional(),
  interceptor: text.optional(),
  ipv6: z.boolean().optional(),
  servers: z
    .array(
      z
        .string()
        .regex(SERVER, 'a server is SCHEME://HOST:PORT, then a fault if it has one of its own')
        .refine((s) => (FAULTS as readonly (string | undefined)[]).concat(undefined).includes(SERVER.exec(s)?.[5]), 'unknown fault'),
    )
    .optional(),
  imap: dialect.optional(),
  pop3: dialect.optional(),
  smtp: dialect.optional(),
  secrets: secrets.optional(),
  spaces: z.enum(['strip', 'keep']).optional(),
  domains: z
    .record(
      text,
      z.strictObject({
        records: z.array(z.string().regex(RECORD, 'a record is NAME TYPE DATA, with @ for the domain')).optional(),
        dns: z.enum(['timeout', 'servfail']).optional(),
        publish: z.array(z.enum(['srv', 'autoconfig', 'autoconfig-well-known', 'autoconfig-http', 'pacc'])).optional(),
        realm: z.enum(['managed', 'federated']).optional(),
        variant: variant.optional(),
        accounts: z.array(account).optional(),
      }),
    )
    .optional(),
  pages: z
    .array(
      z.strictObject({
        url: z.string().regex(/^https?:\/\/[^?#]+$/),
        status: z.number().int().min(200).max(599),
        headers: z.record(text, text).optional(),
        body: z.string().optional(),
      }),
    )
    .optional(),
})

export type ProviderSource = z.output<typeof providerSource>
export type DialectSource = z.output<typeof dialect>

export function readServer(text: string): { scheme: string; tls: boolean; host: string; port: number; fault: string | undefined } {
  const [, scheme = '', s = '', host = '', port = '', fault] = SERVER.exec(text) ?? []
  return { scheme, tls: s === 's', host, port: Number(port), fault }
}

/** `@` is the domain; a name that ends with a dot is whole. */
export function readRecord(text: string, domain: string): { name: string; type: string; data: string } {
  const [, name = '', type = '', data = ''] = RECORD.exec(text) ?? []
  const whole = name === '@' ? domain : name.endsWith('.') ? name.slice(0, -1) : `${name}.${domain}`
  return { name: whole.toLowerCase(), type, data: data.replaceAll('@', domain) }
}
