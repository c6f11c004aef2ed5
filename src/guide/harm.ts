// The last look at every step before a person reads it: advice that cannot work or that weakens protection is never shown, whoever wrote it.

import { parentCause } from '../model/cause.ts'
import type { GuideStep } from '../model/guide.ts'
import { appPasswordIsUseless } from './policy.ts'
import type { Subject } from './subject.ts'

export type Harm = 'useless-app-password' | 'protection-off' | 'certificate-for-good' | 'attempt-on-locked-account'

const CREATE_APP_PASSWORD =
  /\b(create|generate|make|cr[ée]{1,2}ez|g[ée]n[ée]rez)\b.{0,60}(app(lication)?[- ](specific )?password|mots? de passe (d[’']|pour |sp[ée]cifiques? à )?(l[’'])?app)/i
const PROTECTION_OFF =
  /\b(turn off|switch off|disable|deactivate|uninstall|d[ée]sactivez|coupez|d[ée]sinstallez)\b.{0,50}\b(tls|ssl|starttls|antivirus|firewall|pare-feu|two-factor|2fa|mfa|security defaults|double authentification|validation en deux|certificate check|encryption|chiffrement|param[èe]tres de s[ée]curit[ée] par d[ée]faut)\b/i
const CERTIFICATE_FOR_GOOD =
  /\b(permanently store|always trust|accept (it|the certificate) (permanently|for good)|store (this|the) exception|toujours (approuver|faire confiance)|conserver cette exception|acceptez (d[ée]finitivement )?le certificat)\b/i
const ATTEMPT = /\b(try again|try once more|retry|sign in again now|r[ée]essayez|essayez (à|de) nouveau|retentez)\b/i

export function harmOf(step: GuideStep, subject: Subject): Harm | null {
  const text = `${step.do} ${step.see ?? ''}`
  if (CREATE_APP_PASSWORD.test(text) && appPasswordIsUseless(subject.provider, subject.protocol, subject.date)) {
    return 'useless-app-password'
  }
  if (PROTECTION_OFF.test(text)) return 'protection-off'
  if (CERTIFICATE_FOR_GOOD.test(text)) return 'certificate-for-good'
  const locked = ['auth.account_verification', 'auth.rate_limited'].includes(parentCause(subject.cause))
  return locked && ATTEMPT.test(text) ? 'attempt-on-locked-account' : null
}
