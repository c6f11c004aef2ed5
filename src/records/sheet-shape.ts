// The exact shape of a sheet from outside: a YAML file, a form, an editor. Every fault has its place; a sheet with one is not a sheet.

import { PROTOCOLS } from '../model/protocol.ts'
import { maskEmail, maskPhone } from './mask.ts'
import {
  choice,
  day,
  type Fault,
  flag,
  line,
  list,
  mailAddress,
  map,
  moment,
  named,
  type Read,
  type Reading,
  text,
  wholeNumber,
} from './shape.ts'
import {
  ACCOUNT_KINDS,
  type AppPasswordRef,
  DEVICE_STATES,
  type Device,
  emptySheet,
  FACTOR_KINDS,
  type Factor,
  type Origin,
  type Redirection,
  SECRET_KINDS,
  type SecretRef,
  type Sheet,
  type SheetFinding,
  SIGN_INS,
} from './sheet.ts'

/** More of a kind is no mailbox of a person or a team. */
export const MOST = { things: 200, findings: 20, notes: 10_000, months: 1_200 } as const

/** Names of things, as they are compared. */
export const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b)
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ').replaceAll('’', "'")
/** One app on one device. */
export const deviceKey = ({ device, app }: { readonly device: string; readonly app?: string | undefined }): string =>
  app === undefined ? device : `${device} · ${app}`

const rotated = { made: day, changed: day, due: day, every: wholeNumber(MOST.months) }
const note = line(2_000)

const masked =
  (mask: (text: string) => string): Read<string> =>
  (value, path, reading) => {
    const read = line()(value, path, reading)
    return read === undefined ? undefined : mask(read)
  }

export const readDevice = map<Device>(
  {
    device: line(120),
    app: line(120),
    signIn: (value, path, reading) => choice(SIGN_INS)(value ?? 'unknown', path, reading),
    protocols: list(choice(PROTOCOLS), 3) as Read<NonNullable<Device['protocols']>>,
    holder: line(),
    since: day,
    reauthorize: day,
    state: (value, path, reading) => choice(DEVICE_STATES)(value ?? 'in-use', path, reading),
    note,
  },
  ['device'],
)
export const readFactor = map<Factor>(
  { name: line(120), kind: choice(FACTOR_KINDS), where: line(), spareCodes: line(), since: day, note },
  ['name', 'kind'],
)
export const readSecretRef = map<SecretRef>(
  {
    name: line(120),
    kind: (value, path, reading) => choice(SECRET_KINDS)(value ?? 'password', path, reading),
    vault: line(),
    ...rotated,
    note,
  },
  ['name'],
)
export const readAppPassword = map<AppPasswordRef>(
  {
    label: line(120),
    device: line(120),
    app: line(120),
    vault: line(),
    state: (value, path, reading) => choice(['active', 'revoked'] as const)(value ?? 'active', path, reading),
    revoked: day,
    ...rotated,
    note,
  },
  ['label', 'device'],
)
export const readRedirection = map<Redirection>({ to: line(), keepsCopy: flag, since: day, note }, ['to'])
const readFinding = map<SheetFinding>(
  { case: line(80), at: moment, outcome: choice(['works', 'fault', 'unknown'] as const), cause: line(80), app: line(120), proved: flag },
  ['case', 'at', 'outcome', 'proved'],
)
const readOrigin = map<Origin>({ from: choice(['doctor', 'history', 'import'] as const), at: day, about: line(80) }, ['from', 'at'])

const readSheetMap = map<Sheet>(
  {
    address: mailAddress,
    provider: line(120),
    kind: choice(ACCOUNT_KINDS),
    owners: list(line(), MOST.things),
    delegates: list(line(), MOST.things),
    secondAdmin: line(),
    aliases: list(mailAddress, MOST.things),
    redirections: list(readRedirection, MOST.things, (one) => nameKey(one.to)),
    recovery: map<Sheet['recovery']>({ email: masked(maskEmail), phone: masked(maskPhone) }, []),
    servers: list(line(), 20),
    devices: list(withoutEmptyProtocols(readDevice), MOST.things, (one) => nameKey(deviceKey(one))),
    factors: list(readFactor, MOST.things, (one) => nameKey(one.name)),
    secrets: list(readSecretRef, MOST.things, (one) => nameKey(one.name)),
    appPasswords: list(readAppPassword, MOST.things, (one) => nameKey(one.label)),
    rotation: wholeNumber(MOST.months),
    findings: list(readFinding, MOST.findings),
    settled: named(day, MOST.things),
    notes: text(MOST.notes),
    origins: named(readOrigin, 5 * MOST.things),
  },
  ['address'],
)

function withoutEmptyProtocols(read: Read<Device>): Read<Device> {
  return (value, path, reading) => {
    const one = read(value, path, reading)
    if (one?.protocols === undefined || one.protocols.length > 0) return one
    const { protocols: _, ...rest } = one
    return rest
  }
}

/** What is not said is empty. `secret` judges every text. */
export function readSheet(
  value: unknown,
  secret: (text: string) => boolean,
): { readonly sheet: Sheet | null; readonly faults: readonly Fault[] } {
  const reading: Reading = { faults: [], secret }
  const read = readSheetMap(value ?? {}, [], reading)
  if (read === undefined || reading.faults.length > 0) return { sheet: null, faults: reading.faults }
  return { sheet: inOrder({ ...emptySheet(read.address), ...read }), faults: [] }
}

/** Keys always in one order and none undefined, so that the same sheet is the same text. */
export function inOrder(sheet: Sheet): Sheet {
  const order: readonly (keyof Sheet)[] = [
    ...(['address', 'provider', 'kind', 'owners', 'delegates', 'secondAdmin', 'aliases', 'redirections', 'recovery', 'servers'] as const),
    ...(['devices', 'factors', 'secrets', 'appPasswords', 'rotation', 'findings', 'settled', 'notes', 'origins'] as const),
  ]
  return Object.fromEntries(order.filter((key) => sheet[key] !== undefined).map((key) => [key, sheet[key]])) as unknown as Sheet
}
