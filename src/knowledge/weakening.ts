// Finds advice that weakens protection for good, in English and French, however it is worded. What tells people not to do it is no advice.

import { fold } from '../model/fold.ts'

export type Weakening = 'encryption-off' | 'certificate-for-good' | 'protection-off' | 'less-secure-apps'

interface Pattern {
  readonly kind: Weakening
  readonly match: RegExp
  /** Advice that is harmless when the same step says when it ends. */
  readonly untilRestored?: boolean
}

const OFF =
  '(?:turn(?:ing)? (?:it |them )?off|switch(?:ing)? off|disabl(?:e|ing)|deactivat(?:e|ing)|untick|uncheck|clear (?:the |this )?(?:tick|box|check ?box|check ?mark)|deselect|remov(?:e|ing)|stop using|bypass(?:ing)?|skip(?:ping)?|ignor(?:e|ing)|get rid of|do without|uninstall(?:ing)?|paus(?:e|ing) (?:the|your|its|all)|suspend(?:ing)?|quit|exit|close|kill|desactive[rz]|coupe[rz]|decoche[rz]|supprime[rz]|retire[rz]|enleve[rz]|desinstalle[rz]|arrete[rz]|suspende[rz]|suspendre|contourne[rz]|ignore[rz]|eteigne[rz]|eteindre|quitte[rz]|ferme[rz]|mette[rz] (?:hors service|en pause)|passe[rz]-vous de|renonce[rz] a)'
const CHOOSE =
  '(?:set|choose|select|pick|use|switch to|change|put|enter|turn|choisisse[rz]|choisir|selectionne[rz]|mette[rz]|mettre|regle[rz]|reglez|passe[rz]|utilise[rz]|indique[rz]|opte[rz])'
const ENCRYPTION =
  '(?:tls|ssl|starttls|ssl/tls|encryption|encrypted connection|secure connection|chiffrement|connexion (?:securisee|chiffree))'
const near = (n: number) => `[^.;!?]{0,${n}}?`

const PATTERNS: readonly Pattern[] = [
  { kind: 'encryption-off', match: new RegExp(`\\b${OFF}\\b${near(40)}\\b${ENCRYPTION}\\b(?! (?:inspection|scan|filter|analys))`) },
  {
    kind: 'encryption-off',
    match: new RegExp(
      `\\b(?:${ENCRYPTION}|connection security|security of the connection|connection type|securite de la connexion|type de connexion|cryptage)\\b${near(25)}\\b(?:to|on|:|=|sur|a) ?["'«“]? ?(?:none|no|off|aucune?|non|plain|desactivee?)\\b`,
    ),
  },
  {
    kind: 'encryption-off',
    match: new RegExp(
      `\\b${CHOOSE}\\b${near(40)}["'«“]? ?\\b(?:none|no encryption|unencrypted|not encrypted|plain(?:text)? connection|in clear|clear text|without encryption|without (?:ssl|tls)|aucune?|sans chiffrement|sans (?:ssl|tls)|non chiffree?|non securisee?|en clair)\\b(?!['’]?(?:e?s)? (?:mot|password|other|autre))`,
    ),
  },
  {
    kind: 'encryption-off',
    match: new RegExp(
      `\\b(?:go|connect|log in|sign in|send|try|connectez|essayez|envoyez)\\b${near(40)}\\b(?:without (?:ssl|tls|encryption)|unencrypted|in the clear|sans (?:ssl|tls|chiffrement)|non chiffree?|en clair)\\b`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match: new RegExp(
      `\\b(?:permanently (?:store|accept|trust)|always (?:trust|accept)|(?:accept|trust|store|confirm|save|add)\\b${near(50)}\\b(?:permanent(?:ly)?|for good|forever|for ever|once and for all)|(?:accept|trust|allow)\\b${near(20)}\\b(?:all|any|every|invalid|untrusted|self-signed|expired)\\b${near(20)}certificat|(?:store|confirm) (?:the |this )?exception|(?:add|create) (?:a |an |the |this )?(?:security |certificate )exception)`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match: new RegExp(
      `\\b(?:toujours (?:approuver|accepter|faire confiance|autoriser)|(?:accepte[rz]|approuve[rz]|autorise[rz]|enregistre[rz]|conserve[rz]|ajoute[rz]|confirme[rz])\\b${near(50)}\\b(?:definitivement|permanente?s?|une fois pour toutes|pour toujours|en permanence)|accepte[rz]\\b${near(15)}\\b(?:tous les|n'importe quel|tout) certificat|(?:conserve[rz]|confirme[rz]) (?:une|cette|l')? ?exception|(?:ajoute[rz]|cree[rz]) une exception de securite)`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match: new RegExp(
      `\\b${OFF}\\b${near(40)}\\b(?:certificate (?:check|verification|validation|warning|error)|(?:verif|valid|control)\\w* (?:of )?(?:the )?certificat|(?:verification|controle|validation) d(?:u|es|e) certificat|avertissement\\w* (?:de|du|sur le) certificat)|rejectunauthorized ?[:=] ?["']?false|node_tls_reject_unauthorized|verify_none|verify_peer['"]? ?=> ?false|\\bcert_none\\b|allow_self_signed|sslcheck ?= ?0|insecureskipverify|--insecure\\b|tls_certcheck off`,
    ),
  },
  {
    kind: 'protection-off',
    untilRestored: true,
    match: new RegExp(
      `\\b${OFF}\\b${near(40)}\\b(?:anti-?virus|firewall|pare-feu|windows defender|defender|anti-?malware|security software|logiciel de securite)\\b`,
    ),
  },
  {
    kind: 'protection-off',
    match: new RegExp(
      `\\b${OFF}\\b${near(45)}\\b(?:two-factor|2-factor|two-step|2-step|2fa|mfa|multi-?factor|second factor|security defaults|conditional access|double authentification|authentification (?:a deux facteurs|multifacteur|forte)|(?:verification|validation) en (?:deux|2) etapes|second facteur|parametres de securite par defaut|acces conditionnel)\\b`,
    ),
  },
  {
    kind: 'less-secure-apps',
    match: new RegExp(
      `\\b(?:allow|enable|turn on|switch on|use|tick|permit|active[rz]|autorise[rz]|coche[rz]|permette[rz])\\b${near(40)}\\b(?:(?:less|low)[- ]secure(?:d)? (?:app|application|sign-in|access)s?|lesssecureapps|(?:applications?|applis?|acces) moins securisee?s?|apps? that (?:are|is) less secure|basic auth(?:entication)? (?:again|back|for everyone)|legacy auth(?:entication)?|authentification de base pour tous)`,
    ),
  },
]

/** Words before the verb that turn advice into a warning. */
const NEGATED =
  /\b(?:not|never|no need|nor|don't|doesn't|without|instead of|rather than|avoid|refuse\w*|nobody|no one|ne|n'\w*|jamais|sans|evite[rz]|au lieu de|plutot que|inutile de|pas besoin|interdit|aucun besoin|ni)\b[^.;!?]*$/
const RESTORED =
  /\b(?:turn|switch) (?:it|them) (?:back )?on|back on|on again|then (?:re-?enable|restart) it|re-?enable it|remette[rz]|reactive[rz]|rallume[rz]|relance[rz]-le|for (?:one|a|two|five|\d+) minutes?|le temps d'un|une minute\b/

/** Advice of a sentence that would weaken protection, or null. `around`: the whole step, which may say that it is put back. */
export function weakening(text: string, around = text): Weakening | null {
  for (const clause of fold(text).split(/(?<=[.;!?])\s|\n/)) {
    for (const { kind, match, untilRestored } of PATTERNS) {
      const found = match.exec(clause)
      if (found === null) continue
      if (NEGATED.test(clause.slice(0, found.index)) || /\b(never|jamais)\b/.test(found[0])) continue
      if (untilRestored && RESTORED.test(fold(around))) continue
      return kind
    }
  }
  return null
}
