// The JSON of `sesame login`, whose keys are a contract (docs/json.md). Never a token.

import type { Lang } from '../model/lang.ts'
import { causeWords, type LoginResult } from '../sesame.ts'
import type { Text } from '../text/index.ts'
import { diagnosisJson } from './json.ts'

export async function loginJson(result: LoginResult, lang: Lang, text: Text) {
  const { address, provider, flow, lab, grant, kept, renews, claims, troubles, proof, refusal, judged, exit } = result
  const words = await causeWords(lang, { provider: provider?.name ?? result.at, client: null, protocol: null, host: null })
  return {
    address,
    provider: provider?.id ?? null,
    flow,
    lab,
    exit,
    signedIn:
      grant === null
        ? null
        : {
            id: grant.id,
            client: grant.clientId,
            issuer: grant.server.issuer,
            scopes: grant.scopes,
            made: grant.made,
            expires: grant.expires,
            kept,
            renews,
          },
    token: claims,
    troubles,
    proof: proof?.lines ?? null,
    refusal: refusal && { ...refusal, says: text.login.why[refusal.why] },
    diagnosis: judged && diagnosisJson(judged.diagnosis, lang, words),
    guide: judged?.guide ?? null,
  }
}
