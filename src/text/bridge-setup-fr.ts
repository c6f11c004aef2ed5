// Les mots de `sesame bridge setup` et `sesame bridge trust` en français.

import type { bridgeSetupEn } from './bridge-setup-en.ts'
import { bridgeTrustFr } from './bridge-trust-fr.ts'

const thunderbirdSecurity = { plain: 'Aucune', starttls: 'STARTTLS', tls: 'SSL/TLS' }

export const bridgeSetupFr: typeof bridgeSetupEn = {
  colon: ' :',
  card: {
    title: (device) => `Réglages pour ${device}`,
    server: { imap: 'Réception (IMAP)', pop3: 'Réception (POP3)', smtp: 'Envoi (SMTP)' },
    host: 'Serveur',
    port: 'Port',
    security: 'Sécurité',
    securities: { plain: 'aucune', starttls: 'STARTTLS', tls: 'TLS dès le début (SSL/TLS)' },
    user: 'Nom d’utilisateur',
    password: 'Mot de passe',
    passwordElsewhere: (device) => `celui qui a été montré pour cet appareil (un autre : sesame bridge renew ${device})`,
    plainHere: 'Rien n’est chiffré entre le programme et la passerelle : les deux sont sur cet ordinateur, rien n’en sort.',
    trust: (title) => `L’appareil doit faire confiance à l’autorité de la passerelle, « ${title} » : sesame bridge trust.`,
  },
  file: {
    head: (device) => `${device}, par la passerelle de Sésame. Écrit par « sesame bridge setup ».`,
    passwordIn: (file) => `Écrivez le mot de passe de l’appareil, et rien d’autre, dans ${file}, lisible par vous seul (chmod 600).`,
    netrc: (line) =>
      `Écrivez le mot de passe de l’appareil dans ~/.netrc, lisible par vous seul (chmod 600), sinon il sera demandé à chaque fois : ${line}`,
  },
  profile: {
    title: (device) => `Courrier par la passerelle : ${device}`,
    about: (address) => `Configure ${address} par la passerelle de Sésame. Pour défaire, supprimez ce profil.`,
  },
  thunderbird: {
    open: 'Dans Thunderbird, ouvrez le menu ≡ > Nouveau compte > Courrier.',
    address: (address) => `Tapez votre nom et ${address}.`,
    manual: 'Choisissez de configurer le compte manuellement.',
    incoming: 'Serveur entrant',
    outgoing: 'Serveur sortant',
    server: (side, { host, port, security }, user) =>
      `${side} : nom d’hôte ${host}, port ${port}, sécurité de la connexion ${thunderbirdSecurity[security]}, méthode d’authentification ${security === 'plain' ? 'Mot de passe, transmission non sécurisée' : 'Mot de passe normal'}, nom d’utilisateur ${user}.`,
    done: 'Choisissez Terminé.',
    password: (password) => `Le mot de passe : ${password}.`,
    trust: (title) => `Thunderbird doit d’abord faire confiance à « ${title} » : sesame bridge trust --system thunderbird.`,
  },
  setup: {
    written: (file) => `Écrit : ${file}. Vous seul pouvez le lire.`,
    holdsPassword: 'Il contient le mot de passe de l’appareil : remettez-le, puis effacez-le.',
    needsPassword:
      'Le mot de passe n’y est pas : il a été montré une seule fois et n’est gardé nulle part. Pour un fichier qui en contient un nouveau, ajoutez --renew.',
    renewed: 'L’appareil a un nouveau mot de passe ; l’ancien ne vaut plus rien.',
    missing: (names) =>
      `Laissé de côté, car la passerelle n’écoute nulle part où cet appareil peut venir : ${names}. Pour écouter là : sesame bridge --smtp ADRESSE:587.`,
    signed: 'Il est signé.',
    unsigned: 'Il n’est pas signé : le téléphone dit « non vérifié », et l’installe quand même.',
    authorityFile: (file) =>
      `Les programmes lisent l’autorité dans ${file}. Sur un autre ordinateur, copiez aussi ce fichier, et écrivez où il s’y trouve.`,
    qr: 'Pour l’appareil photo d’un téléphone : la même chose, à recopier.',
    qrPassword: 'Le code contient le mot de passe : ne laissez personne photographier votre écran.',
  },
  trust: {
    title: 'L’autorité de votre passerelle',
    name: 'Nom',
    fingerprint: 'SHA-256',
    until: 'Jusqu’au',
    names: 'Ne peut parler que pour',
    why: 'Elle a été créée sur cet ordinateur, sa clé est dans votre coffre, et elle est techniquement incapable de parler pour un autre nom : qui lui fait confiance ne fait confiance qu’à cette passerelle.',
    notNeeded:
      'Un programme de cet ordinateur qui se connecte sans TLS n’a besoin de rien de tout cela. Faites-lui confiance seulement sur les appareils qui se connectent sous TLS : tous ceux qui viennent par le réseau.',
    exported: (file) => `Écrit : ${file}. Il ne contient aucun secret : il peut être envoyé par courrier ou copié sur une clé.`,
    exportFirst: 'D’abord, l’écrire dans un fichier : sesame bridge trust --export sesame-bridge.crt',
    compare: 'Sur l’appareil, comparez l’empreinte SHA-256 avec celle ci-dessus avant de dire oui.',
    renewed:
      'Une nouvelle autorité a été créée. Chaque appareil qui faisait confiance à l’ancienne doit faire confiance à celle-ci, et devrait oublier l’ancienne.',
    restart: 'Une passerelle en marche montre son nouveau certificat dans l’heure ; relancez-la pour l’avoir tout de suite.',
    confirmRenew: 'Créer une autre autorité ? Chaque appareil devra lui faire confiance à nouveau.',
    needsYes: 'Chaque appareil devrait faire confiance à une autre autorité. Ici personne ne peut répondre : ajoutez --yes.',
    forgetTitle: 'Pour retirer la confiance',
    menus: 'Les menus changent d’une version à l’autre ; si l’un porte un autre nom, cherchez « certificat » dans les réglages.',
    systemsNext: 'Un seul système : sesame bridge trust --system windows',
    systems: bridgeTrustFr,
  },
  event: {
    oldTlsListens: (where) =>
      `${where} admet aussi TLS 1.0 et 1.1, qu’on sait casser : qui écoute sur ce réseau peut lire le courrier et le mot de passe de l’appareil. Ne l’utilisez pour aucun appareil qui sait mieux faire.`,
    oldTlsUsed: (device, version) =>
      `${device} est entré sous ${version}, qu’on sait casser. Son mot de passe n’ouvre que cette passerelle ; remplacez l’appareil dès que possible.`,
    certificate: (until) => `Le certificat de la passerelle a été refait, valable jusqu’au ${until}. Rien à faire.`,
    certificateLate: (until, why) =>
      `Le certificat de la passerelle finit le ${until} et n’a pas pu être refait (${why}). Déverrouillez le coffre : sesame vault unlock.`,
    namesLeftOut: (names) =>
      `L’autorité de la passerelle ne peut pas parler pour ${names} : les appareils qui utilisent ce nom voient un mauvais certificat. Créez une nouvelle autorité et faites-lui confiance : sesame bridge trust --renew.`,
  },
}
