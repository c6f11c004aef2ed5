// Les mots de `sesame proof check` et `sesame duplicates` en français.

import type { proofCheckEn } from './proof-check-en.ts'

const count = (n: number) => new Intl.NumberFormat('fr-FR').format(n)
const s = (n: number, one: string, many = `${one}s`) => `${count(n)} ${Math.abs(n) < 2 ? one : many}`

const WHY: Readonly<Record<string, string>> = {
  'not-json': 'ce n’est pas du JSON entier',
  'not-a-proof': 'ce n’est pas un rapport de Sésame',
  'too-large': 'il est plus gros que tout rapport',
  newer: 'il a été fait par une version plus récente de Sésame',
}

export const proofCheckFr: typeof proofCheckEn = {
  check: {
    column: { source: 'alors', target: 'maintenant' },
    states: {
      identical: 'toujours là',
      missing: 'partis depuis',
      changed: 'modifiés depuis',
      moved: 'déplacés depuis',
      extra: 'arrivés depuis',
      doubled: 'copiés depuis',
    },
    means: {
      missing: 'Le rapport le nomme, et il n’est plus là.',
      changed: 'Il est là, avec d’autres octets qu’alors.',
      moved: 'Il est là, dans un autre dossier qu’alors.',
      extra: 'Il est arrivé après le rapport.',
      doubled: 'Il est là plus de fois qu’alors.',
    },
    verdict: {
      same: 'Tout ce que nomme le rapport est toujours là.',
      different: (what) => `Tout n’est pas comme le dit le rapport : ${what}.`,
    },
    found: { missing: (n) => s(n, 'parti'), doubled: (n) => s(n, 'copié'), changed: (n) => s(n, 'modifié') },
    invalid: (why) => WHY[why] ?? why,
    signatureGood: (fingerprint) => `La signature est bonne : rien n’a changé depuis qu’il a été signé par la clé ${fingerprint}.`,
    ownKey: 'C’est la clé de cette machine.',
    wantedKey: 'C’est la clé que vous avez demandée.',
    otherKey:
      'Ce n’est pas la clé de cette machine : qui ferait un faux rapport pourrait aussi le signer avec une clé. Comparez-la avec celle que vous donne son auteur, ou ajoutez --key.',
    unknownKey: 'On ne peut pas dire ici de qui est cette clé : comparez-la avec celle que vous donne son auteur, ou ajoutez --key.',
    signatureBad: 'La signature n’est pas bonne : le rapport a été modifié après avoir été signé, ou la signature est celle d’un autre.',
    keyBad: (wanted) => `Il n’a pas été signé par la clé ${wanted}.`,
    unsigned: 'Le rapport n’est pas signé : n’importe qui a pu le modifier.',
    rootGood: (n) => `La liste est entière : ${s(n, 'message')}, pas une ligne modifiée, ajoutée ou manquante.`,
    rootBad: 'La liste des messages a été modifiée : elle ne donne pas la racine que nomme le rapport.',
    rootMissing: (file) => `La liste des messages n’est pas là : ${file}. Placez-la à côté du rapport.`,
    said: (verdict) => `Ce qu’il dit : ${verdict}`,
    against: (box, when) => `${box}, comparée à ce que dit le rapport du ${when} :`,
    still: (n) => `${s(n, 'message')} toujours là`,
    gone: (n) => `${s(n, 'message')} ${n < 2 ? 'parti' : 'partis'} depuis`,
    changedSince: (n) => `${s(n, 'message')} ${n < 2 ? 'modifié' : 'modifiés'} depuis`,
    movedSince: (n) => `${s(n, 'message')} maintenant dans un autre dossier`,
    since: (n) => `${s(n, 'message')} ${n < 2 ? 'arrivé' : 'arrivés'} depuis`,
    nothingKnown: 'Le rapport n’a pas d’empreintes à comparer : il a été fait en comptant seulement.',
  },
  duplicatesOf: {
    none: (box) => `${box} n’a pas de doublons exacts.`,
    found: (groups, extra, size) =>
      `${s(groups, 'message')} ${groups < 2 ? 'est' : 'sont'} là plus d’une fois : ${s(extra, 'copie')} en trop, ${size} en tout.`,
    across: (n) =>
      `${s(n, 'message')} ${n < 2 ? 'se trouve' : 'se trouvent'} dans plusieurs dossiers. C’est souvent voulu : ils sont montrés, jamais retirés.`,
    keep: (uid) => `gardé : UID ${uid}`,
    extra: (uids) => `en trop : UID ${uids}`,
    onlyLook: 'Rien n’a été retiré. Pour retirer ce qui est en trop : ajoutez --remove.',
    gmail:
      'Chez Gmail, un message sous plusieurs libellés est un seul message, pas un doublon. Ce qui est listé, ce sont de vraies copies ; retirez-les chez Gmail même, car une suppression par IMAP peut n’y enlever qu’un libellé.',
    listWritten: (file) => `La liste de ce qui serait retiré est dans ${file}.`,
    question: (extra, size) =>
      `Retirer définitivement ${s(extra, 'copie')} (${size}) de la boîte ? Une de chaque reste, et est relue avant.`,
    needsYes: 'Rien n’a été retiré : il faut un oui clair. Répondez dans un terminal, ou ajoutez --yes.',
    removed: (n, size) => `${s(n, 'copie')} ${n < 2 ? 'retirée' : 'retirées'}, ${size} libérés. Une de chaque a été relue et est là.`,
    kept: (n) => `${s(n, 'groupe')} ${n < 2 ? 'laissé' : 'laissés'} en l’état : le message à garder n’a pas pu être relu comme il était.`,
    refused: (said) => `Le serveur n’a pas voulu les retirer seuls : ${said}`,
    nobodyElse: 'Seulement dans le même dossier ; un message qui se trouve dans deux dossiers n’est pas pour autant un doublon.',
  },
}
