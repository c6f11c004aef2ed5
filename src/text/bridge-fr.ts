// Les mots de `sesame bridge` en français.

import type { BridgeNews, bridgeEn, Listening } from './bridge-en.ts'
import { bridgeSetupFr } from './bridge-setup-fr.ts'

const WHY: Readonly<Record<string, string>> = {
  'wrong-password': 'aucun appareil n’a ce mot de passe',
  revoked: 'l’appareil a été révoqué',
  expired: 'le délai de l’appareil est passé',
  protocol: 'l’appareil n’a pas droit à ce protocole',
  network: 'l’appareil ne peut pas venir de là',
  insecure: 'un mot de passe ne doit pas traverser le réseau sans TLS',
  'old-tls': 'son TLS est dépassé, et l’appareil n’a pas le droit de l’utiliser',
  'too-many': 'trop de mauvais mots de passe venus de là',
}
const SHUT: Readonly<Record<string, string>> = {
  reauthorize: 'le propriétaire doit se reconnecter : sesame login',
  policy: 'un administrateur doit l’autoriser',
  unavailable: 'le fournisseur est injoignable pour le moment',
  throttled: 'le fournisseur demande d’attendre',
  'not-connected': 'la connexion fonctionne mais ouvre une autre boîte',
  refused: 'le fournisseur refuse la connexion',
}

export const bridgeFr: typeof bridgeEn = {
  why: (why) => WHY[why] ?? why,
  running: 'La passerelle fonctionne. Ctrl-C l’arrête.',
  stopping: 'Plus personne n’entre ; ceux qui sont là peuvent finir.',
  event(event: BridgeNews) {
    const { kind, protocol, device, account, from } = event as Readonly<Record<string, string>>
    switch (kind) {
      case 'listening': {
        const { listener, port } = event as unknown as { listener: Listening; port: number }
        const where = `${listener.protocol.toUpperCase()} sur ${listener.address}:${port} (${listener.security})`
        return listener.oldTls ? bridgeSetupFr.event.oldTlsListens(where) : where
      }
      case 'admitted':
        return `${device} est entré : ${protocol?.toUpperCase()} pour ${account}, depuis ${from}`
      case 'denied':
        return `Quelqu’un à ${from} n’a pas pu entrer (${protocol?.toUpperCase()}) : ${WHY[event.why as string] ?? event.why}`
      case 'shut': {
        const { shut } = event as unknown as { shut: { kind: string; said: string } }
        return `${account} reste fermé pour ${device} : ${SHUT[shut.kind] ?? shut.kind} (${shut.said})`
      }
      case 'refreshed':
        return `La connexion de ${account} a été renouvelée`
      case 'broken':
        return `Une connexion depuis ${from} s’est rompue (${event.why})`
      case 'old-tls':
        return bridgeSetupFr.event.oldTlsUsed(`${device}`, `${event.version}`)
      case 'certificate':
        return bridgeSetupFr.event.certificate(`${event.until}`.slice(0, 10))
      case 'certificate-late':
        return bridgeSetupFr.event.certificateLate(`${event.until}`.slice(0, 10), `${event.why}`)
      case 'names-left-out':
        return bridgeSetupFr.event.namesLeftOut((event.names as readonly string[]).join(', '))
      default:
        return null
    }
  },
  added: (title, address) => `« ${title} » peut maintenant utiliser ${address}.`,
  user: 'Nom d’utilisateur',
  password: 'Mot de passe',
  shownOnce: 'Ce mot de passe n’est montré qu’une fois. Il n’ouvre que cette passerelle ; reprenez-le avec : sesame bridge revoke.',
  typeIt: (name) => `Les réglages à y saisir : sesame bridge setup ${name}`,
  none: 'Pas encore d’appareil. Ajoutez-en un : sesame bridge add imprimante --for ADRESSE',
  never: 'jamais',
  everySender: 'sa boîte',
  column: {
    name: 'Appareil',
    account: 'Boîte',
    protocols: 'Protocoles',
    senders: 'Envoie comme',
    lastUsed: 'Dernière venue',
    state: 'État',
  },
  state: { live: 'peut entrer', revoked: 'révoqué', expired: 'expiré' },
  revoked: (name) => `${name} n’entre plus, dès sa prochaine connexion.`,
  revokedBefore: (name) => `${name} n’entrait déjà plus.`,
  forgotten: (name) => `${name} n’est plus sur la liste, et son mot de passe ne vaut plus rien.`,
}
