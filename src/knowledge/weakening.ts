// Finds advice that weakens protection for good, in English and French, however it is worded. What tells people not to do it is no advice.

import { fold } from '../model/fold.ts'

export type Weakening = 'encryption-off' | 'certificate-for-good' | 'protection-off' | 'less-secure-apps'

interface Pattern {
  readonly kind: Weakening
  readonly match: RegExp
  /** Advice that is harmless when the same step says when it ends. */
  readonly untilRestored?: boolean
}

// All on folded text: lower case, no accents, straight quotes.
const near = (n: number) => `[^.;!?]{0,${n}}?`
const OFF = [
  '(?:turn|switch)(?:ing)? (?:it |them )?off|disabl(?:e|ing)|deactivat(?:e|ing)|untick|uncheck|deselect|clear (?:the |this )?(?:tick|box|check ?box|check ?mark)',
  'remov(?:e|ing)|stop using|bypass(?:ing)?|skip(?:ping)?|ignor(?:e|ing)|get rid of|do without|uninstall(?:ing)?|paus(?:e|ing) (?:the|your|its|all)|suspend(?:ing)?|quit|exit|kill',
  'desactive[rz]|coupe[rz]|decoche[rz]|supprime[rz]|retire[rz]|enleve[rz]|desinstalle[rz]|arrete[rz]|suspende[rz]|suspendre|contourne[rz]|ignore[rz]|eteigne[rz]|eteindre',
  'quitte[rz]|mette[rz] (?:hors service|en pause)|passe[rz]-vous de|renonce[rz] a',
].join('|')
const CHOOSE =
  'set|choose|select|pick|use|switch to|change|put|enter|turn|go|connect|log in|sign in|send|try|choisisse[rz]|choisir|selectionne[rz]|mette[rz]|mettre|regle[rz]|passe[rz]|utilise[rz]|indique[rz]|opte[rz]|connecte[rz]|essaye[rz]|envoye[rz]'
const ENCRYPTION =
  '(?:tls|ssl|starttls|encryption|encrypted connection|secure connection|chiffrement|connexion (?:securisee|chiffree))\\b(?! (?:inspection|scan|filter|analys))'
const SECURITY =
  '(?:connection security|security of the connection|connection type|encryption(?: type| method)?|ssl|tls|securite de la connexion|type de connexion|methode de chiffrement|chiffrement|cryptage)'
const IN_CLEAR =
  'no encryption|unencrypted|not encrypted|plain(?:text)? connection|in (?:the )?clear|clear text|without (?:ssl|tls|encryption|any encryption)|sans (?:ssl|tls|chiffrement)|non (?:chiffree?|securisee?)|en clair'
const CHECK =
  '(?:certificate(?:s)? (?:check|verification|validation|warning|error)|(?:check|verification|validation) of (?:the )?certificat|(?:verification|controle|validation) d(?:u|es|e) certificat|avertissements? (?:de|du|sur le) certificat)'
const FOR_GOOD =
  'permanently|for good|for ?ever|once and for all|definitivement|une fois pour toutes|pour toujours|en permanence|de facon permanente'
const GUARD = '(?:anti-?virus|firewall|pare-feu|defender|anti-?malware|security software|logiciel de securite)'
const FACTOR =
  '(?:(?:two|2|multi)-?(?: ?factor| ?step)|2fa|mfa|second factor|security defaults|conditional access|double authentification|authentification (?:a deux facteurs|multifacteur|forte)|(?:verification|validation) en (?:deux|2) etapes|second facteur|parametres de securite par defaut|acces conditionnel)'
const LESS_SECURE =
  '(?:(?:less|low)[- ]secured? (?:app|application|sign-in|access)|lesssecureapps|(?:applications?|applis?|acces) moins securise|apps? that (?:are|is) less secure|basic auth(?:entication)? (?:again|back|for everyone)|legacy auth|authentification de base pour tous)'

/** “Turn it off”, with the object after the verb or inside it. */
const off = (object: string) =>
  new RegExp(`\\b(?:${OFF})\\b${near(45)}\\b${object}|\\b(?:turn|switch|put)(?:ing)? (?:${near(30)}\\b)?${object}[^.;!?]{0,30}? off\\b`)

const PATTERNS: readonly Pattern[] = [
  { kind: 'certificate-for-good', match: off(CHECK) },
  { kind: 'encryption-off', match: off(ENCRYPTION) },
  {
    kind: 'encryption-off',
    match: new RegExp(
      `\\b${SECURITY}\\b${near(25)}(?:\\bto|\\bon|[:=,]|\\bsur|\\ba|choose|choisissez) ?["']? ?(?:none|no|off|aucune?|non|plain|desactivee?)\\b(?! \\w)`,
    ),
  },
  { kind: 'encryption-off', match: new RegExp(`\\b(?:${CHOOSE})\\b${near(40)}\\b(?:${IN_CLEAR})\\b`) },
  {
    kind: 'encryption-off',
    match: new RegExp(
      `\\b(?:${CHOOSE})\\b${near(25)}["']? ?\\b(?:none|aucune?) ?["']? ?(?:as|for|comme|pour)\\b${near(20)}\\b(?:security|encryption|securite|chiffrement)`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match: /\b(?:permanently (?:store|accept|trust)|always (?:trust|accept)|toujours (?:approuver|accepter|faire confiance|autoriser))\b/,
  },
  {
    kind: 'certificate-for-good',
    match: new RegExp(
      `\\b(?:accept|trust|store|confirm|save|accepte[rz]|approuve[rz]|autorise[rz]|enregistre[rz]|conserve[rz]|ajoute[rz]|confirme[rz])\\b${near(50)}\\b(?:${FOR_GOOD})\\b`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match: new RegExp(
      `\\b(?:(?:accept|trust|allow)\\b${near(20)}\\b(?:all|any|every|invalid|untrusted|self-signed|expired)\\b${near(20)}certificat|accepte[rz]\\b${near(15)}\\b(?:tous les|n'importe quels?|tout) certificat)`,
    ),
  },
  {
    kind: 'certificate-for-good',
    match:
      /\b(?:(?:store|confirm) (?:the |this )?exception|(?:add|create) (?:a |an |the |this )?(?:security |certificate )exception|(?:conserve[rz]|confirme[rz]) (?:une|cette|l') ?exception|(?:ajoute[rz]|cree[rz]) une exception de securite)/,
  },
  // What programmers are told.
  {
    kind: 'certificate-for-good',
    match:
      /rejectunauthorized["']? ?[:=] ?["']?false|node_tls_reject_unauthorized|verify_none|verify_peer["']? ?=> ?false|\bcert_none\b|allow_self_signed|sslcheck ?= ?0|insecureskipverify|--insecure\b|tls_certcheck off/,
  },
  { kind: 'protection-off', match: off(`${GUARD}\\b`), untilRestored: true },
  { kind: 'protection-off', match: off(FACTOR) },
  {
    kind: 'less-secure-apps',
    match: new RegExp(
      `\\b(?:allow|enable|turn on|switch on|use|tick|permit|active[rz]|autorise[rz]|coche[rz]|permette[rz])\\b${near(40)}\\b${LESS_SECURE}`,
    ),
  },
]

/** Words before the verb that turn advice into a warning. */
const NEGATED =
  /\b(?:not|never|no need|nor|don't|doesn't|without|instead of|rather than|avoid|refuse\w*|nobody|no one|ne|n'\w*|jamais|sans|evite[rz]|au lieu de|plutot que|inutile de|pas besoin|learns? to|apprend a|apprennent a|interdit|aucun besoin|ni)\b[^.;!?]*$/
/** Words after it that tell what follows from it: “turning it off kills all app passwords”. */
const TOLD =
  /^[\w' -]{0,30}?\b(?:kills|ends|weakens|breaks|deletes|revokes|makes|supprime|affaiblit|tue|invalide|revoque|rend|efface|met fin)\b/
const RESTORED =
  /\b(?:turn|switch) (?:it|them) (?:back )?on|back on|on again|then (?:re-?enable|restart) it|re-?enable it|remette[rz]|reactive[rz]|rallume[rz]|relance[rz]-le|for (?:one|a|two|five|\d+) minutes?|le temps d'un|une minute\b/

/** Advice of a sentence that would weaken protection, or null. `around`: the whole step, which may say that it is put back. */
export function weakening(text: string, around = text): Weakening | null {
  for (const clause of text.split('\n').flatMap((line) => fold(line).split(/(?<=[.;!?])\s/))) {
    for (const { kind, match, untilRestored } of PATTERNS) {
      const found = match.exec(clause)
      if (found === null) continue
      if (NEGATED.test(clause.slice(0, found.index)) || /\b(never|jamais)\b/.test(found[0])) continue
      if (TOLD.test(clause.slice(found.index + found[0].length))) continue
      if (untilRestored && RESTORED.test(fold(around))) continue
      return kind
    }
  }
  return null
}
