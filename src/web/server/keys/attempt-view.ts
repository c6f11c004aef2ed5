// One sign-in as its page shows it, made anew from where it stands, in the language of whoever looks.

import { encode } from 'uqr'
import type { Lang } from '../../../model/lang.ts'
import { PROTOCOLS, type Protocol } from '../../../model/protocol.ts'
import type { LoginResult, SignInPreview } from '../../../sesame.ts'
import { type DeskKeysText, keysIn } from '../../../text/desk-keys.ts'
import { type Text, textIn } from '../../../text/index.ts'
import type { AttemptStage, AttemptView, ProofLine, RefusalView, VaultView } from '../../keys-view.ts'
import type { AttemptState } from './attempts.ts'
import { refusalView } from './refusal-view.ts'

export function attemptView(state: AttemptState, vault: VaultView, lang: Lang): AttemptView {
  const [keys, text] = [keysIn(lang), textIn(lang)]
  const { id, address, lab, preview, now } = state
  const result = now.step === 'over' ? now.result : null
  return {
    ...{ id, lang, address, lab },
    provider: preview?.provider?.name ?? result?.provider?.name ?? null,
    stage: stageOf(state, vault),
    opens: preview?.opens ?? null,
    asks: asksOf(preview?.scopes ?? [], keys),
    flows: (preview?.flows ?? []).filter((flow) => flow !== 'app'),
    notes: notesOf(preview, keys),
    url: now.step === 'browser' ? now.url : null,
    device:
      now.step === 'device'
        ? {
            code: now.prompt.userCode,
            url: now.prompt.url,
            until: now.prompt.expires,
            modules: encode(now.prompt.completeUrl ?? now.prompt.url, { ecc: 'M', border: 4 }).data,
          }
        : null,
    proof: now.step === 'proving' ? proving(now.protocols) : proofOf(result, text),
    refusal: refusalOf(state, text, lang),
    instead: preview?.stage === 'closed' ? [preview.instead ?? preview.note ?? ''].filter(Boolean) : [],
    register: preview?.stage === 'unregistered' ? `/keys/register/${encodeURIComponent(address)}` : null,
    letters: (result?.judged?.guide?.letters ?? []).map((letter) => ({
      href: `/keys/attempts/${id}/letter/${encodeURIComponent(letter.id)}`,
      subject: letter.subject,
    })),
  }
}

function stageOf({ now, preview }: AttemptState, vault: VaultView): AttemptStage {
  switch (now.step) {
    case 'looking':
    case 'signing-in':
      return 'looking'
    case 'planned':
      return preview?.stage === 'ready' ? (vault.state === 'open' ? 'ready' : 'vault') : (preview?.stage ?? 'unknown')
    case 'failed':
      return now.error.code === 'interrupted' ? 'stopped' : /^vault-(locked|missing)$/.test(now.error.code) ? 'vault' : 'refused'
    case 'over':
      return now.result.grant === null ? 'refused' : 'done'
    default:
      return now.step
  }
}

/** Scopes are for machines: people are told what they allow. */
function asksOf(scopes: readonly string[], { attempt: { permissions } }: DeskKeysText): string[] {
  const words = scopes.map((scope) => {
    if (/\bIMAP\b|imap/.test(scope)) return permissions.imap
    if (/\bPOP\b|pop/.test(scope)) return permissions.pop
    if (/\bSMTP\b|smtp/.test(scope)) return permissions.smtp
    return /mail\.google\.com/.test(scope) ? permissions.all : permissions.mail(scope)
  })
  return [...new Set(words)]
}

/** What the provider says of registering matters only to who must register. */
function notesOf(preview: SignInPreview | null, { attempt }: DeskKeysText): string[] {
  if (preview === null) return []
  const note = preview.stage === 'unregistered' && preview.note !== null ? [preview.note] : []
  return [...note, ...(preview.endsInTesting && ['ready', 'unregistered'].includes(preview.stage) ? [attempt.testing] : [])]
}

const proving = (protocols: readonly Protocol[]): ProofLine[] =>
  PROTOCOLS.map((protocol) => ({
    ...{ protocol, host: '', says: '', said: '', steps: [] },
    state: protocols.includes(protocol) ? 'looking' : 'waiting',
  }))

function proofOf(result: LoginResult | null, { login }: Text): ProofLine[] {
  return (result?.proof?.lines ?? []).map(({ protocol, endpoint, works, outcome, words }) => ({
    protocol,
    host: endpoint?.host ?? '',
    state: endpoint === null ? 'skipped' : works ? 'ok' : 'broken',
    says:
      endpoint === null
        ? login.proof.none
        : works
          ? login.proof[protocol]
          : outcome === 'sign-in-refused'
            ? login.proof.refused
            : login.proof.failed,
    said: words ?? '',
    steps: [],
  }))
}

function refusalOf({ now }: AttemptState, text: Text, lang: Lang): RefusalView | null {
  if (now.step === 'failed') {
    if (now.error.code === 'interrupted') return null
    const { what, next } = text.error(now.error.code, now.error.args)
    return { what, said: '', steps: [next] }
  }
  if (now.step !== 'over') return null
  const { refusal, judged } = now.result
  if (refusal === null && judged === null) return null
  return refusalView(refusal, judged?.guide ?? null, lang)
}
