// The few words that the guide itself adds to texts of the knowledge.

import type { Lang } from '../model/lang.ts'

export interface GuideWords {
  readonly yourProvider: string
  readonly yourApp: string
  readonly yourAddress: string
  /** In a command. */
  readonly addressTyped: string
  readonly yourDomain: string
  readonly appPassword: string
  readonly incoming: string
  readonly outgoing: string
  readonly port: string
  readonly security: string
  readonly user: string
  readonly signIn: string
  readonly fullAddress: string
  readonly localPart: string
  readonly byWindow: string
  readonly byWindowOnly: string
  readonly byPassword: string
  readonly sendSigned: string
  readonly yes: string
  readonly yesAlone: string
  readonly yesOtherName: string
  readonly webSite: string
  readonly servers: string
  readonly foundByApp: string
  readonly subject: string
}

export const WORDS: Readonly<Record<Lang, GuideWords>> = {
  en: {
    yourProvider: 'your mail provider',
    yourApp: 'your mail app',
    yourAddress: 'your address',
    addressTyped: 'ADDRESS',
    yourDomain: 'your domain',
    appPassword: 'app password',
    incoming: 'Incoming server',
    outgoing: 'Outgoing server',
    port: 'Port',
    security: 'Security',
    user: 'User name',
    signIn: 'Sign-in',
    fullAddress: 'the full address',
    localPart: 'the part before the @',
    byWindow: "the provider's own window (OAuth 2.0), no password typed in the app",
    byWindowOnly: "the provider's own window only (OAuth 2.0); no password of any sort is accepted",
    byPassword: 'password of the mailbox',
    sendSigned: 'Outgoing server needs sign-in',
    yesAlone: 'yes',
    yesOtherName: 'yes, with the user name above and the same password',
    yes: 'yes, with the same sign-in as the incoming server',
    webSite: 'Web site',
    servers: 'Servers',
    foundByApp: 'the app finds them itself; type those below only if it asks for them',
    subject: 'Subject:',
  },
  fr: {
    yourProvider: 'votre fournisseur de messagerie',
    yourApp: 'votre application de messagerie',
    yourAddress: 'votre adresse',
    addressTyped: 'ADRESSE',
    yourDomain: 'votre domaine',
    appPassword: 'mot de passe d’application',
    incoming: 'Serveur de réception',
    outgoing: 'Serveur d’envoi',
    port: 'Port',
    security: 'Sécurité',
    user: 'Nom d’utilisateur',
    signIn: 'Connexion',
    fullAddress: 'l’adresse complète',
    localPart: 'la partie avant le @',
    byWindow: 'fenêtre du fournisseur (OAuth 2.0), sans mot de passe tapé dans l’application',
    byWindowOnly: 'fenêtre du fournisseur uniquement (OAuth 2.0) ; aucun mot de passe n’est accepté',
    byPassword: 'mot de passe de la boîte aux lettres',
    sendSigned: 'Authentification à l’envoi',
    yesAlone: 'oui',
    yesOtherName: 'oui, avec le nom d’utilisateur ci-dessus et le même mot de passe',
    yes: 'oui, avec les mêmes identifiants que pour la réception',
    webSite: 'Site web',
    servers: 'Serveurs',
    foundByApp: 'l’application les trouve elle-même ; ne tapez ceux-ci que si elle les demande',
    subject: 'Objet :',
  },
}
