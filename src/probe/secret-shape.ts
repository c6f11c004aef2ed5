// Judges the shape of a secret on this machine, for the diagnosis: is it this provider's app password, a token, badly copied? Pure, and the secret never leaves it.

import type { FactValue } from '../model/fact.ts'
import type { AppPassword } from '../model/knowledge.ts'
import { Secret } from '../model/secret.ts'

export type SecretShape =
  | 'app-password'
  | 'account-password'
  | 'app-password-spaces'
  | 'app-password-truncated'
  | 'non-ascii'
  | 'padded'
  | 'empty'
  | 'token'
  | 'unknown'

export interface ShapedSecret {
  readonly shape: SecretShape & FactValue
  /** What to send: the secret as typed, or as the provider wants it when only its separators or its ends were wrong. */
  readonly secret: Secret
  /** True when `secret` is not what was typed. */
  readonly mended: boolean
}

/** Blanks as people paste them, with the no-break, zero-width and byte-order ones. */
const BLANK = String.raw`\s\u00a0\u200b-\u200d\u2060\ufeff`
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'gu')
const SEPARATORS = new RegExp(`[${BLANK}\\-\u2010-\u2015\u2212]+`, 'gu')
// RFC 7519 §3: three Base64url parts, the first of which begins with `{"`. Google's begin with ya29. (access) or 1// (refresh), Microsoft's compact ones with EwA or EwB.
const TOKEN = /^(eyJ[\w-]+\.[\w-]+\.[\w-]*|ya29\.[\w.-]{16,}|1\/\/[\w-]{16,}|Ew[AB][\w+/=]{200,})$/

/** Must return for any text, and must not keep it. `appPassword` is what the knowledge says of the provider's. */
export function secretShape(secret: Secret, appPassword?: AppPassword): ShapedSecret {
  const typed = secret.reveal()
  const bare = typed.replace(ENDS, '')
  const as = (shape: SecretShape, text = typed): ShapedSecret =>
    text === typed ? { shape, secret, mended: false } : { shape, secret: new Secret(text), mended: true }
  if (bare === '') return as('empty')
  if (TOKEN.test(bare)) return as('token', bare)

  const form = appPassword?.shape === undefined ? null : shapeForm(appPassword.shape, appPassword.separators)
  const canonical = form?.canonical(bare) ?? null
  if (bare !== typed) {
    // A line break is never part of a password; a blank may be, unless the rest is an app password.
    return as('padded', canonical ?? typed.replace(/^[\r\n]+|[\r\n]+$/g, ''))
  }
  if (/[^\x20-\x7e]/u.test(bare)) return as('non-ascii', canonical ?? typed)
  if (form === null) return as('unknown')
  if (canonical === bare) return as('app-password')
  if (canonical !== null) return as('app-password-spaces', canonical)
  return as(form.truncated(bare) ? 'app-password-truncated' : 'account-password')
}

interface ShapeForm {
  /** The form to send, when `text` is the app password apart from its separators; else null. */
  canonical(text: string): string | null
  /** True when letters at the end are what is missing. */
  truncated(text: string): boolean
}

function shapeForm(shape: string, separators: AppPassword['separators']): ShapeForm {
  const pattern = new RegExp(shape)
  const groups = (text: string, by: string) => text.match(/.{1,4}/gsu)?.join(by) ?? text
  const isShape = (compact: string) => [compact, groups(compact, '-'), groups(compact, ' ')].find((form) => pattern.test(form))
  return {
    canonical(text) {
      if (separators === 'keep' && pattern.test(text)) return text
      const compact = text.replace(SEPARATORS, '')
      // A dash inside a free-form password is a letter like any other: only whole groups of four are separators.
      const grouped = compact === text || text.split(SEPARATORS).every((group, i, all) => i === all.length - 1 || group.length === 4)
      const found = grouped ? isShape(compact) : undefined
      if (found === undefined) return pattern.test(text) ? text : null
      return separators === 'keep' ? found : compact
    },
    truncated(text) {
      const compact = text.replace(SEPARATORS, '')
      // Short words of letters are ordinary passwords: without the separators of the shape, three groups of four are wanted.
      const like = text.split(SEPARATORS).every((group, i, all) => i === all.length - 1 || group.length === 4)
      if (!like || compact.length < (compact === text ? 12 : 8)) return false
      const last = compact.at(-1) ?? ''
      for (let n = 1; n <= 12; n++) if (isShape(compact + last.repeat(n)) !== undefined) return true
      return false
    },
  }
}
