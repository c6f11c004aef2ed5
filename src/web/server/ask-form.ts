// The ask form as it comes in: bounded, checked, its password turned into a Secret at once, and given back without it when something is wrong.

import { type Address, parseAddress } from '../../model/address.ts'
import type { AccountType, SecretKind } from '../../model/case.ts'
import type { Lang } from '../../model/lang.ts'
import type { Protocol } from '../../model/protocol.ts'
import { Secret } from '../../model/secret.ts'
import { saidIn } from '../../text/desk-said.ts'
import { textIn } from '../../text/index.ts'
import type { AskData } from '../page-data.ts'

export interface Asked {
  readonly address: string
  readonly app?: string
  readonly messages: readonly string[]
  readonly tells: readonly string[]
  readonly protocol?: Protocol
  readonly account?: AccountType
  readonly secretKind?: SecretKind
  readonly secret?: Secret
  readonly lab: boolean
  /** The sign-in that is kept for the address is to be used. */
  readonly kept: boolean
}

export type AskRead = { readonly ok: true; readonly asked: Asked } | ({ readonly ok: false } & Pick<AskData, 'typed' | 'fault'>)

const MESSAGES = 10
const LENGTH = 8_000
const PASSWORD_LENGTH = 4_096
const TEXTS = ['kept', 'address', 'app', 'message', 'tell', 'changed', 'since', 'account', 'protocol', 'secret-kind'] as const

export function readAskForm(form: FormData, lang: Lang): AskRead {
  const secret = secretOf(form)
  const one = (name: string) => text(form.get(name))
  const address = parseAddress(one('address'))
  if (address === null) {
    const { what, next } = textIn(lang).error('address-invalid', { text: withoutSecret(one('address').slice(0, 80), secret) })
    const empty = one('address') === ''
    const fault = {
      field: 'address',
      what: empty ? saidIn(lang).refusals['no-message'] : what,
      next: saidIn(lang).trouble.next['address-invalid'] ?? next,
    }
    return { ok: false, typed: Object.fromEntries(TEXTS.map((name) => [name, withoutSecret(one(name), secret)])), fault }
  }
  const [app, protocol, account, secretKind] = [
    withoutSecret(one('app'), secret).slice(0, 200),
    oneOf<Protocol>(one('protocol'), ['imap', 'pop3', 'smtp']),
    oneOf<AccountType>(one('account'), ['personal', 'work']),
    oneOf<SecretKind>(one('secret-kind'), ['password', 'app-password', 'oauth']),
  ]
  const tells = ['changed', 'tell'].map(one).filter(Boolean)
  return {
    ok: true,
    asked: {
      address: addressText(address),
      messages: form.getAll('message').slice(0, MESSAGES).map(text).filter(Boolean),
      tells: [...tells, ...since(one('since'), lang)],
      lab: one('lab') !== '',
      kept: one('kept') !== '' && secret === undefined,
      ...(app !== '' && { app }),
      ...(protocol && { protocol }),
      ...(account && { account }),
      ...(secretKind && { secretKind }),
      ...(secret && { secret }),
    },
  }
}

/** Undefined when none was typed. Spaces inside are part of it. */
export function secretOf(form: FormData): Secret | undefined {
  const typed = form.get('password')
  return typeof typed === 'string' && typed !== '' ? new Secret(typed.slice(0, PASSWORD_LENGTH)) : undefined
}

export function kindOf(form: FormData): SecretKind | undefined {
  return oneOf<SecretKind>(text(form.get('secret-kind')), ['password', 'app-password', 'oauth'])
}

function addressText({ local, domain }: Address): string {
  return `${local}@${domain}`
}

/** A file where a text is wanted is nothing. */
function text(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.slice(0, LENGTH).trim() : ''
}

function oneOf<T extends string>(value: string, allowed: readonly T[]): T | undefined {
  return allowed.find((word) => word === value)
}

function since(day: string, lang: Lang): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return []
  return [lang === 'fr' ? `depuis le ${day}` : `since ${day}`]
}

/** People type it into the wrong field too. */
function withoutSecret(typed: string, secret: Secret | undefined): string {
  const value = secret?.reveal() ?? ''
  return value === '' ? typed : typed.replaceAll(value, '•••')
}
