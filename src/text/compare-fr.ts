// Les mots de `sesame compare`, `proof check` et `duplicates`, et du rapport, en français.

import { bytesIn } from './amounts.ts'
import type { CompareText } from './compare-en.ts'
import { proofCheckFr } from './proof-check-fr.ts'

const count = (n: number) => new Intl.NumberFormat('fr-FR').format(n)
const s = (n: number, one: string, many = `${one}s`) => `${count(n)} ${Math.abs(n) < 2 ? one : many}`

const LEFT_OUT: Readonly<Record<string, string>> = {
  rule: 'son dossier a été écarté par une règle',
  since: 'plus ancien que --since',
  before: 'pas avant --before',
  largest: 'plus gros que --largest',
  deleted: 'marqué comme supprimé',
  view: 'ce dossier remontre des messages d’autres dossiers',
  newer: 'plus récent que tout ce que contient la source',
  'not-kept': 'la cible ne garde pas cette marque',
}

/** The program's own words about bytes, of which there are few. */
const HOW: readonly (readonly [RegExp, string])[] = [
  [/^byte (\d+) of the body: /, 'octet $1 du corps\u00a0: '],
  [/^byte (\d+): /, 'octet $1\u00a0: '],
  [/other bytes, /, 'autres octets, '],
  [/(\d+) bytes instead of (\d+)/, '$1 octets au lieu de $2'],
  [/ instead of /, ' au lieu de '],
  [/header: /, 'en-têtes\u00a0: '],
  [/added /, 'ajoutés '],
  [/removed /, 'retirés '],
  [/changed /, 'modifiés '],
  [/fields in another order/, 'dans un autre ordre'],
  [/;/g, '\u00a0;'],
]

export const compareFr: CompareText = {
  ...proofCheckFr,
  count,
  bytes: (n) => bytesIn('fr', n),
  messages: (n) => s(n, 'message'),
  states: {
    identical: 'identiques',
    'already-there': 'déjà là',
    changed: 'modifiés',
    refused: 'refusés',
    excluded: 'écartés',
    gone: 'partis',
    waiting: 'en attente',
    missing: 'manquants',
    doubled: 'en double',
    extra: 'seulement dans la cible',
    moved: 'dans un autre dossier',
    unread: 'non lus',
  },
  stateMeans: {
    identical: 'Les mêmes octets des deux côtés.',
    'already-there': 'Les mêmes octets étaient déjà dans la cible.',
    changed: 'Il est là, mais pas à l’octet près comme dans la source.',
    refused: 'La cible ne l’a pas accepté. Il est gardé à part, dans un fichier.',
    excluded: 'Écarté volontairement, par une règle.',
    gone: 'Il a quitté la source en cours de route.',
    waiting: 'Il n’a pas encore été copié.',
    missing: 'La source l’a, la cible non.',
    doubled: 'La cible l’a plus de fois que la source.',
    extra: 'La cible l’a, la source non. Rien n’est perdu.',
    moved: 'Il est là, mais pas dans le dossier où il devrait être.',
    unread: 'Lui, ou ce à quoi il serait comparé, n’a pas pu être lu.',
  },
  change: {
    'line-ends': 'les fins de ligne ont été réécrites, tous les mots sont les mêmes',
    'end-of-message': 'seules des lignes vides à la fin diffèrent',
    header: 'des en-têtes ont été modifiés, le corps est le même',
    body: 'le corps est différent',
  },
  how: (how) => HOW.reduce((text, [pattern, french]) => text.replace(pattern, french), how),
  because: (word) => (word.startsWith('elsewhere:') ? `une copie est dans ${word.slice(10)}` : (LEFT_OUT[word] ?? word)),
  flagsLost: (flags) => `a perdu les marques ${flags}`,
  flagsNow: (before, now) => `marques : ${before || 'aucune'} → ${now || 'aucune'}`,
  dateNow: (date) => `a maintenant la date ${date}`,
  noSubject: '(sans objet)',
  notRead: '(non lu)',
  uid: (uid) => `UID ${uid}`,
  title: {
    compare: 'Comparaison de deux boîtes aux lettres',
    copy: 'Preuve d’une copie',
    backup: 'Preuve d’une sauvegarde',
    restore: 'Preuve d’une restauration',
    collect: 'Preuve d’une collecte',
    check: 'Un rapport vérifié à nouveau',
  },
  verdict: {
    same: (level) =>
      level === 'full'
        ? 'Rien ne manque, rien n’est en double. Chaque message a été lu.'
        : level === 'sampled'
          ? 'Rien ne manque, rien n’est en double, d’après le nombre, la taille et la date ; un échantillon a été lu.'
          : 'Rien ne manque, rien n’est en double, d’après le nombre, la taille et la date. Les contenus n’ont pas été comparés.',
    different: (what) => `Les deux ne sont pas pareilles : ${what}.`,
    untold: 'On ne peut pas le dire : quelque chose n’a pas pu être lu.',
  },
  found: {
    missing: (n) => s(n, 'manquant'),
    doubled: (n) => `${count(n)} en double`,
    refused: (n) => s(n, 'refusé'),
    waiting: (n) => `${count(n)} pas encore ${n < 2 ? 'copié' : 'copiés'}`,
    changed: (n) => s(n, 'modifié'),
    moved: (n) => `${count(n)} dans un autre dossier`,
    flags: (n) => `${count(n)} avec d’autres marques`,
    dates: (n) => `${count(n)} avec une autre date`,
  },
  and: ', ',
  accepted: (what) => `Accepté : ${what}.`,
  acceptable: {
    changed: 'messages modifiés',
    body: 'corps différents',
    moved: 'messages dans un autre dossier',
    flags: 'autres marques',
    dates: 'autres dates',
    refused: 'messages refusés',
    waiting: 'messages en attente',
  },
  level: {
    counted:
      'Compté : nombre, taille, date et marques de chaque message. Le contenu n’a pas été comparé, sauf là où quelque chose ne correspondait pas.',
    sampled: 'Échantillon : nombre, taille, date et marques de chaque message, et un échantillon tiré au hasard a été lu en entier.',
    full: 'En entier : chaque message a été lu des deux côtés (SHA-256).',
  },
  copyLevel: {
    counted: 'Compté : la cible a confirmé chaque message ; taille, marques et date ont été relues.',
    sampled: 'Échantillon : une partie des messages copiés a été relue dans la cible.',
    full: 'En entier : chaque message copié a été relu dans la cible (SHA-256).',
  },
  sample: (read, of) => `${count(read)} ${read < 2 ? 'message lu' : 'messages lus'} sur ${count(of)}.`,
  fewerThan: (fewer, of) =>
    fewer <= 1
      ? 'C’est la totalité.'
      : `Tous étaient pareils. Avec 99 % de certitude, moins de ${count(fewer)} sur ${count(of)} diffèrent.`,
  sampleDiffers: (n) => `${count(n)} ${n < 2 ? 'n’était pas pareil' : 'n’étaient pas pareils'}. Lisez tout : --level full.`,
  source: 'Source',
  target: 'Cible',
  kinds: { imap: 'IMAP', pop3: 'POP3', maildir: 'Maildir', mbox: 'mbox', eml: 'fichiers EML', pst: 'fichier Outlook, reconstruit' },
  reconstructed:
    'Un fichier Outlook ne contient pas les messages d’origine : ils en ont été reconstruits et ne peuvent jamais être les mêmes à l’octet près.',
  said: (greeting) => `Le serveur a dit : ${greeting}`,
  folder: 'Dossier',
  folders: 'Dossier par dossier',
  total: 'Total',
  otherFlags: 'autres marques',
  otherDates: 'autre date',
  outOfOrder: 'hors d’ordre',
  duplicates: 'doublons exacts',
  noFolder: 'absent',
  blind: {
    flags: 'Les marques n’ont pas été comparées : un des côtés n’en garde pas.',
    dates: 'Les dates n’ont pas été comparées : un des côtés n’en garde pas.',
  },
  duplicatesInBoth: (n) =>
    n < 2
      ? `${count(n)} message est un doublon exact dans la source elle-même, et a été gardé.`
      : `${count(n)} messages sont des doublons exacts dans la source elle-même, et ont été gardés.`,
  findings: 'Ce qui n’est pas pareil',
  nothingFound: 'Chaque message a son pareil.',
  more: (n, file) => `${count(n)} de plus dans ${file}.`,
  untoldTitle: 'Ce qui n’a pas pu être regardé',
  untold: (folder, n, why) =>
    why === 'too-many'
      ? `La taille ou la date de ${s(n, 'message')} ne correspond pas : trop pour les regarder un à un ici. Utilisez --level full.`
      : `${folder} : ${s(n, 'message')} ${n < 2 ? 'n’a pas pu être lu' : 'n’ont pas pu être lus'} (${why}).`,
  column: { message: 'Message', where: 'Où', date: 'Date', size: 'Taille', what: 'Quoi' },
  place: (folder, uid) => `${folder}, UID ${uid}`,
  made: (when, version) => `Fait le ${when} par Sésame ${version}`,
  took: (seconds) =>
    seconds < 90 ? `en ${s(Math.max(1, Math.round(seconds)), 'seconde')}` : `en ${s(Math.round(seconds / 60), 'minute')}`,
  signature: 'Signature',
  signedBy: (fingerprint) => `Signé (Ed25519) par la clé ${fingerprint} de la machine qui l’a fait.`,
  unsigned:
    'Non signé : cette machine n’a pas de coffre où garder une clé. La liste peut tout de même être vérifiée avec la racine ci-dessous.',
  root: (n, file) =>
    `${n < 2 ? 'Le' : 'Les'} ${s(n, 'message')} ${n < 2 ? 'est' : 'sont'} dans ${file}, un par ligne. Racine de Merkle (RFC 9162, SHA-256) sur ces lignes :`,
  howToCheck: (file) => `Pour le vérifier, aujourd’hui ou dans des années : sesame proof check ${file}`,
  privacy:
    'Ce rapport nomme des adresses, des dossiers et des objets : il est aussi privé que la boîte. Il ne contient aucun mot de passe et aucun texte de message.',
  written: (json, page, lines) => `Rapport : ${page} à lire et imprimer, ${json} à vérifier, ${lines} avec chaque message.`,
  listing: (folder) => `Liste de ${folder}`,
  reading: (all) => `Lecture : ${all}`,
  matching: 'Mise en correspondance',
  andMore: (n) => `... et ${count(n)} de plus.`,
  reportForAll: 'Pour les avoir tous, écrivez un rapport : --report NOM.',
  next: {
    same: 'Gardez le rapport : sesame proof check peut regarder la boîte à nouveau dans des mois.',
    missing: 'Copiez à nouveau : ce qui manque est pris, ce qui est là n’est pas doublé.',
    doubled: 'sesame duplicates ADRESSE liste les doublons exacts, et les retire sur demande.',
    untold: 'Réessayez plus tard, ou regardez ce que le serveur a dit ci-dessus.',
  },
}
