// Two mailboxes on two Dovecots that hold the same, but for one difference of each kind: what a comparison must find, and nothing else.

import { createHash } from 'node:crypto'
import { signIn, type Talk, worldName } from '../world/load.ts'
import { quotedName } from '../world/names.ts'
import { sharedServer } from '../world/pair.ts'
import type { Account } from '../world/server.ts'

/** In subjects as in no other place: never in what a report says of a body. */
export const BODY_SECRET = 'tulip-winter-4711'

export interface Letter {
  readonly bytes: Buffer
  readonly flags: readonly string[]
  readonly date: string
}

export function letter(
  number: number,
  more: { readonly subject?: string; readonly id?: string; readonly body?: string; readonly head?: string } = {},
): Letter {
  const {
    subject = `Letter ${number}`,
    id = `<letter.${number}@example.test>`,
    body = `Line one of ${number}\r\n${BODY_SECRET}\r\n`,
    head = '',
  } = more
  const bytes = Buffer.from(
    `${head}From: Marie <marie@example.test>\r\nSubject: ${subject}\r\n${id && `Message-ID: ${id}\r\n`}\r\n${body}${'x'.repeat(number % 50)}\r\n`,
  )
  return {
    bytes,
    flags: ['\\Seen'],
    date: `${String(1 + (number % 28)).padStart(2, '0')}-Mar-2020 10:${String(number % 60).padStart(2, '0')}:07 +0100`,
  }
}

export const digestOf = ({ bytes }: Letter): string => createHash('sha256').update(bytes).digest('hex')

type Planted = readonly (readonly [folder: string, source: Letter | null, target: Letter | null])[]

/** What stands in the folders of both, in order; null: not on that side. */
export function planted(): Planted {
  const lines = (from: number, to: number, folder: string): Planted =>
    Array.from({ length: to - from }, (_, i) => [folder, letter(from + i), letter(from + i)] as const)
  const body = letter(40)
  const secret = Buffer.from(BODY_SECRET)
  const other = Buffer.from(body.bytes)
  other.write('TULIP', other.indexOf(secret))
  return [
    ...lines(1, 20, 'INBOX'),
    ['INBOX', letter(20, { subject: '=?utf-8?Q?Facture_d=C3=A9cembre?=' }), null],
    // The same Message-ID and the same size, another text: no counterpart of the one above.
    [
      'INBOX',
      letter(21, { id: '<same@example.test>', body: 'first text\r\n' }),
      letter(21, { id: '<same@example.test>', body: 'first text\r\n' }),
    ],
    ['INBOX', letter(22, { id: '<same@example.test>', body: 'other text\r\n' }), null],
    // Exactly the same twice in both: no difference.
    ['INBOX', letter(23), letter(23)],
    ['INBOX', letter(23), letter(23)],
    // Once in the source, twice in the target.
    ['INBOX', letter(24), letter(24)],
    ['INBOX', null, letter(24)],
    // Without any Message-ID.
    ['INBOX', letter(25, { id: '' }), letter(25, { id: '' })],
    ['INBOX', { ...letter(26), flags: ['\\Seen', 'Facture'] }, { ...letter(26), flags: ['\\Flagged'] }],
    ['INBOX', letter(27), { ...letter(27), date: '22-Nov-2026 08:00:00 +0000' }],
    // The same moment in another zone: no difference.
    ['INBOX', { ...letter(28), date: '03-Mar-2020 10:28:07 +0100' }, { ...letter(28), date: '03-Mar-2020 04:28:07 -0500' }],
    // Flags in other capitals: no difference.
    ['INBOX', { ...letter(29), flags: ['\\Seen', '$Forwarded'] }, { ...letter(29), flags: ['\\SEEN', '$forwarded'] }],
    ['INBOX', letter(30), { ...letter(30, { head: 'X-Added: by the server\r\n' }) }],
    ['INBOX', body, { ...body, bytes: other }],
    ['INBOX', null, { ...letter(31), date: '01-Nov-2026 10:00:00 +0000' }],
    ['INBOX', null, letter(32, { subject: 'Mine alone' })],
    ...lines(50, 60, 'Sent'),
    ['Archive', letter(70), null],
    ['Deep/Clients/Étienne', letter(71), letter(71)],
    ['Deep/Clients/Étienne', null, letter(70)],
    ['Order', letter(80), letter(82)],
    ['Order', letter(81), letter(80)],
    ['Order', letter(82), letter(81)],
  ]
}

export interface PlantedBoxes {
  readonly source: Account
  readonly target: Account
}

let made: Promise<PlantedBoxes> | undefined

/** Filled once; nobody may write to them. */
export function plantedBoxes(): Promise<PlantedBoxes> {
  made ??= plantBoxes()
  return made
}

async function plantBoxes(): Promise<PlantedBoxes> {
  const [french, english] = await Promise.all([
    sharedServer({ special: 'fr', zone: 'America/New_York', compress: true }),
    sharedServer({ special: 'en', specialMade: true, compress: true }),
  ])
  const source = french.account({ separator: '.', prefix: 'INBOX.' })
  const target = english.account()
  const letters = planted()
  const of = (side: 1 | 2) => letters.flatMap((row) => (row[side] === null ? [] : [[row[0], row[side]] as const]))
  await Promise.all([fill(source, of(1), { Sent: 'Envoyés', Archive: 'Archives' }), fill(target, of(2), {})])
  return { source, target }
}

export async function fill(
  account: Account,
  letters: readonly (readonly [folder: string, letter: Letter])[],
  names: Readonly<Record<string, string>> = {},
): Promise<void> {
  const talk: Talk = await signIn(account)
  for (const folder of new Set(letters.map(([name]) => name))) {
    const name = worldName(account, (names[folder] ?? folder).split('/'))
    if (name !== 'INBOX') await talk.ask(`CREATE ${quotedName(name)}`, /ALREADYEXISTS/)
    await talk.append(
      name,
      letters.filter(([where]) => where === folder).map(([, one]) => one),
    )
  }
  await talk.ask('LOGOUT')
  talk.end()
}
