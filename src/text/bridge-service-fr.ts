// Les mots de la passerelle comme service, en français.

import type { BridgeNews } from './bridge-en.ts'
import type { bridgeServiceEn } from './bridge-service-en.ts'

const shut: (typeof bridgeServiceEn)['shut'] = {
  reauthorize: 'Le propriétaire de la boîte doit se reconnecter : l’autorisation est finie ou a été reprise.',
  policy: 'Le fournisseur veut qu’un administrateur l’autorise.',
  unavailable: 'Le fournisseur est injoignable pour le moment. Un nouvel essai se fait tout seul.',
  throttled: 'Le fournisseur demande d’attendre. Un nouvel essai se fait tout seul.',
  'not-connected': 'La connexion fonctionne, mais ouvre une autre boîte que celle-ci.',
  refused: 'Le fournisseur refuse la connexion de cette passerelle.',
}
const many = (n: number, one: string) => `${n} ${one}${n > 1 ? 's' : ''}`

export const bridgeServiceFr: typeof bridgeServiceEn = {
  shut,
  notice: {
    title: (account) => `La passerelle a besoin de vous pour ${account}`,
    next: {
      reauthorize: (command) =>
        `Reconnectez-vous : ${command}\nLa passerelle prend aussitôt la nouvelle connexion ; inutile de la redémarrer.`,
      policy: () => 'Demandez à l’administrateur ; « sesame bridge status » dit quoi.',
      unavailable: () => 'Il n’y a rien à faire.',
      throttled: () => 'Il n’y a rien à faire.',
      'not-connected': (command) => `Connectez-vous avec le compte qui a droit à cette boîte : ${command}`,
      refused: (command) => `« sesame bridge status » dit pourquoi ; si rien d’autre ne cloche, reconnectez-vous : ${command}`,
    },
    link: (url) => `Ou dans le navigateur : ${url}`,
  },
  event(event: BridgeNews) {
    const said = event as Readonly<Record<string, string>>
    switch (event.kind) {
      case 'sent':
        return event.ok
          ? `${said.device} a envoyé un message (destinataires : ${event.recipients})`
          : `Un message de ${said.device} a été refusé (${said.status})`
      case 'renewed':
        return `Le jeton de ${said.grant} a été renouvelé${event.until === null ? '' : ` ; il vaut jusqu’à ${event.until}`}`
      case 'renewal-failed': {
        const { kind, said: words } = event.shut as { kind: keyof typeof shut; said: string }
        return `Le jeton de ${said.grant} n’a pas pu être renouvelé. ${shut[kind]} (${words})`
      }
      case 'notified': {
        const by = (event.by as readonly string[]).join(', ')
        const failed = (event.failed as readonly string[]).join(', ')
        const told =
          by === ''
            ? `Le propriétaire de ${said.account} n’a pas pu être prévenu`
            : `Le propriétaire de ${said.account} a été prévenu (${by})`
        return failed === '' ? told : `${told} ; n’a pas marché : ${failed}`
      }
      case 'reloaded':
        return event.why === null ? 'Les réglages ont été relus' : `Les réglages sont faux et restent comme ils étaient : ${said.why}`
      case 'draining':
        return `Plus personne n’entre ; ceux qui sont là peuvent finir (${event.visitors})`
      case 'ended':
        return `${said.device} est parti : ${said.protocol?.toUpperCase()}, ${event.up} octets envoyés, ${event.down} reçus`
      default:
        return null
    }
  },
  status: {
    heading: 'La passerelle',
    notRunning: 'Elle ne tourne pas. Lancez-la : sesame bridge ; ou faites-en un service : sesame bridge install.',
    runs: (pid, since) => `Elle tourne depuis le ${since} (processus ${pid})`,
    silent: (pid, since) => `Le processus ${pid} est là mais muet depuis le ${since} : il est bloqué, ou l’ordinateur a dormi`,
    draining: 'Elle s’arrête : plus personne n’entre.',
    inside: (n) => (n === 0 ? 'personne' : `${n} dedans`),
    settings: (why) => `bridge.json est faux, et les réglages d’avant restent : ${why}`,
    accounts: 'Boîtes',
    devices: 'Appareils',
    queue: 'Messages en attente',
    lastOk: (when) => `ouverte pour la dernière fois le ${when}`,
    neverOk: 'encore jamais ouverte',
    open: 'fonctionne',
    shutSince: (when) => `fermée depuis le ${when}`,
    said: (words) => `Le fournisseur a dit : ${words}`,
    token: (when) => `jeton jusqu’au ${when}`,
    byPassword: 'ouverte avec un mot de passe que garde le coffre',
    again: {
      now: 'Une nouvelle connexion est demandée maintenant.',
      none: 'Aucune nouvelle connexion ne sera jamais demandée : l’application se connecte en son propre nom.',
      kept: (days) => `Aucune nouvelle connexion n’est demandée tant que la passerelle tourne ; sans elle, dans ${many(days, 'jour')}.`,
      end: (when) => `Rien ne renouvelle cette connexion : elle finit le ${when}.`,
      unknown: 'Nul ne sait quand une nouvelle connexion sera demandée : ce fournisseur ne le dit pas.',
    },
    cause: (title) => `Le plus probable : ${title}`,
    next: (command) => `Ensuite : ${command}`,
    used: (times, when, place) => `${times} fois en 30 jours, la dernière le ${when} depuis ${place}`,
    unused: 'jamais servi',
    sent: (messages) => `${many(messages, 'message')} envoyé${messages > 1 ? 's' : ''}`,
    denied: (times) => `refusé ${times} fois`,
    strangers: (times, place) => `Mauvais mots de passe en 30 jours : ${times}, le dernier depuis ${place}`,
    metrics: (at) => `Santé et mesures : http://${at}/healthz, /readyz, /metrics`,
    states: {
      waiting: 'en attente',
      sending: 'en cours d’envoi',
      ending: 'peut-être envoyé',
      sent: 'envoyé',
      failed: 'échoué',
      cancelled: 'annulé',
    },
  },
  audit: {
    none: 'Personne n’est encore venu.',
    noneOf: (device) => `${device} n’est pas encore venu.`,
    column: { at: 'Quand', device: 'Appareil', what: 'Quoi', place: 'Depuis', times: 'Fois' },
    what: { admitted: 'entré', denied: 'refusé à la porte', sent: 'envoyé', refused: 'message refusé', shut: 'boîte fermée' },
  },
}
