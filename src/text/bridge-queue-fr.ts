// Les mots du courrier qui attend dans le pont, et des messages qui disent ce qui n’a pas été remis, en français.

import type { bridgeQueueEn } from './bridge-queue-en.ts'
import { moment } from './moment.ts'

export const bridgeQueueFr: typeof bridgeQueueEn = {
  bounce: {
    from: 'Sésame (courrier non remis)',
    subject: (address, n) => (n === 1 ? `Non remis à ${address}` : `Non remis à ${address} (et ${n - 1} de plus)`),
    moment: (date) => moment(date.toISOString(), 'fr-FR'),
    hello: (device, when) => `Un message confié par «\u00a0${device}\u00a0» le ${when} n’a pas pu être remis.`,
    notTo: (address) => `Non remis à ${address}\u00a0:`,
    said: (words) => `Les mots du serveur\u00a0: ${words}`,
    arrived: (addresses) => `Il a été remis à ${addresses}.`,
    rest: 'Le début du message est joint. Rien de plus n’est tenté de soi-même pour ces adresses.',
    id: (id) => `Le voir\u00a0: sesame bridge queue show ${id}. Le tenter de nouveau\u00a0: sesame bridge queue retry ${id}.`,
    means: {
      'no-such-mailbox': {
        what: 'Il n’y a pas de boîte de ce nom là-bas.',
        next: 'Vérifiez l’adresse, lettre par lettre, puis envoyez de nouveau.',
      },
      'no-such-domain': {
        what: 'Ce qui suit le @ ne reçoit pas de courrier, ou n’existe pas.',
        next: 'Vérifiez la partie après le @.',
      },
      'mailbox-full': {
        what: 'La boîte du destinataire est pleine.',
        next: 'Prévenez-le autrement\u00a0; envoyez de nouveau plus tard.',
      },
      'too-large': {
        what: 'Le message est plus gros que ce que le serveur accepte.',
        next: 'Envoyez plutôt un lien, ou moins de pages, ou numérisez avec une résolution plus basse.',
      },
      'not-as-this-sender': {
        what: 'Le fournisseur ne laisse pas cette boîte envoyer sous l’adresse de cet expéditeur.',
        next: 'Réglez l’expéditeur de l’appareil sur l’adresse de la boîte, sans @ dans le nom affiché\u00a0; pour une boîte partagée, un administrateur doit accorder «\u00a0Envoyer en tant que\u00a0».',
      },
      'too-many': {
        what: 'La boîte a envoyé autant de messages que son fournisseur le permet pour l’instant.',
        next: 'Essayez de nouveau demain, ou passez par un service fait pour de nombreux messages.',
      },
      'looks-bad': {
        what: 'Le serveur refuse le message d’après ses règles\u00a0: il le prend pour indésirable, ou son expéditeur ne peut pas y écrire.',
        next: 'Demandez au destinataire d’autoriser votre adresse, ou changez le texte et les pièces jointes. Les mots du serveur en disent plus.',
      },
      'not-for-graph': {
        what: 'Le message est trop gros pour passer par Microsoft Graph en une fois, et il ne peut pas être séparé\u00a0: il est signé ou chiffré, ou tout y est texte.',
        next: 'Envoyez-le avec des pièces plus petites ou sans signature, ou faites autoriser SMTP AUTH pour cette boîte.',
      },
      unsure: {
        what: 'La connexion s’est rompue chaque fois au moment où tout le message venait d’être transmis. Il est peut-être arrivé, même plusieurs fois.',
        next: 'Demandez au destinataire avant de l’envoyer de nouveau.',
      },
      'file-gone': {
        what: 'Le fichier du message a été retiré du disque de ce pont.',
        next: 'Envoyez-le de nouveau depuis l’appareil.',
      },
      'gave-up': {
        what: 'Le serveur a demandé d’essayer plus tard, chaque fois, jusqu’à la fin du délai.',
        next: 'Envoyez-le de nouveau, ou demandez au fournisseur du destinataire.',
      },
      other: {
        what: 'Le serveur refuse le message.',
        next: 'Ses mots disent pourquoi\u00a0; avec eux, le destinataire ou votre fournisseur peut aider.',
      },
    },
  },
  state: {
    waiting: 'attend',
    sending: 'part en ce moment',
    ending: 'part en ce moment',
    sent: 'envoyé',
    failed: 'non remis',
    cancelled: 'annulé',
  },
  recipient: { waiting: 'attend', sent: 'envoyé', refused: 'non remis' },
  why: {
    reauthorize: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: son titulaire doit se connecter de nouveau.`,
      next: `Se connecter\u00a0: sesame login ${address}. Il repart alors de lui-même.`,
    }),
    policy: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: l’organisation ne permet pas la connexion.`,
      next: 'Son administrateur doit agir. Les mots du serveur disent à quel sujet.',
    }),
    unavailable: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: le fournisseur est injoignable pour l’instant.`,
      next: 'Rien à faire\u00a0: de nouveaux essais ont lieu d’eux-mêmes.',
    }),
    throttled: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: le fournisseur demande d’envoyer moins vite.`,
      next: 'Rien à faire\u00a0: il repart de lui-même.',
    }),
    'not-connected': (address) => ({
      what: `Le courrier de ${address} attend\u00a0: la connexion fonctionne, mais pas pour cette boîte.`,
      next: `Connectez-vous comme quelqu’un qui peut envoyer pour ${address}\u00a0: sesame login.`,
    }),
    refused: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: le fournisseur refuse la connexion.`,
      next: `Chercher pourquoi\u00a0: sesame doctor ${address} --saved.`,
    }),
    'smtp-off': (address) => ({
      what: `Le courrier de ${address} attend\u00a0: SMTP AUTH est désactivé dans son organisation.`,
      next: 'Le faire passer par Microsoft Graph\u00a0: sesame bridge add avec --graph, après une connexion qui permet Mail.Send. Ou bien un administrateur autorise «\u00a0SMTP authentifié\u00a0» pour cette boîte.',
    }),
    'graph-permission': (address) => ({
      what: `Le courrier de ${address} attend\u00a0: sa connexion ne permet pas d’envoyer par Microsoft Graph.`,
      next: 'Il manque l’autorisation Mail.Send (Mail.Send.Shared pour une boîte partagée, Mail.ReadWrite pour les messages de plus de 3\u00a0Mo)\u00a0: ajoutez-la à l’application et connectez-vous de nouveau.',
    }),
    gone: (address) => ({
      what: `Le courrier de ${address} attend\u00a0: le pont ne connaît plus ce compte.`,
      next: 'Ajoutez de nouveau un appareil pour ce compte, ou annulez le courrier.',
    }),
  },
  column: { id: 'Id', account: 'Boîte', to: 'À', state: 'État', next: 'Prochain essai', size: 'Taille', said: 'Réponse' },
  none: 'Aucun courrier n’attend de partir.',
  noneAll: 'Rien n’attend, et rien n’a été envoyé ni refusé dernièrement.',
  total: (mails, size) => (mails === 1 ? `1 message attend (${size}).` : `${mails} messages attendent (${size}).`),
  failed: (n) =>
    n === 1
      ? '1 message n’a pas été remis\u00a0: sesame bridge queue --all.'
      : `${n} messages n’ont pas été remis\u00a0: sesame bridge queue --all.`,
  since: (when) => `Depuis le ${when}.`,
  label: {
    mailbox: 'Boîte',
    device: 'Appareil',
    sender: 'Expéditeur',
    handed: 'Confié',
    state: 'État',
    next: 'Prochain essai',
    until: 'Essayé jusqu’au',
    tries: 'Essais',
    size: 'Taille',
    messageId: 'Message-ID',
    tells: 'Parle de',
    subject: 'Objet',
  },
  unsure: (n) =>
    n === 1
      ? 'Une fois, la connexion s’est rompue après la transmission de tout le message\u00a0: il est peut-être arrivé.'
      : `${n} fois, la connexion s’est rompue après la transmission de tout le message\u00a0: il est peut-être arrivé.`,
  again: 'Il est envoyé de nouveau sous le même Message-ID.',
  cancelled: (id) => `${id} ne partira pas.`,
  notCancelled: {
    sending: (id) => `${id} part en ce moment même\u00a0: on ne peut plus l’arrêter.`,
    over: (id) => `${id} n’attend plus\u00a0: rien à annuler.`,
  },
  retried: (id) => `${id} est tenté de nouveau maintenant.`,
  notRetried: (id) => `${id} n’a plus personne à qui aller, ou part en ce moment même.`,
  flushed: (n) => (n === 0 ? 'Rien n’attend.' : n === 1 ? '1 message est tenté maintenant.' : `${n} messages sont tentés maintenant.`),
  needsBridge: 'C’est un pont en marche qui s’en charge\u00a0: sesame bridge.',
}
