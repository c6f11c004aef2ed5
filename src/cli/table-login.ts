// The part of the command table for signing in and out.

import { DATA } from './data-option.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'

const LAB: OptionSpec = {
  name: 'lab',
  about: {
    en: 'use the built-in lab: sign-in pages on this computer that answer as the real ones do',
    fr: 'utiliser le laboratoire intégré : des pages de connexion sur cet ordinateur qui répondent comme les vraies',
  },
}

export const LOGIN: readonly CommandSpec[] = [
  {
    name: 'login',
    about: {
      en: 'sign in at the provider’s own page, keep the sign-in, prove what it opens',
      fr: 'se connecter sur la page du fournisseur, garder la connexion, prouver ce qu’elle ouvre',
    },
    details: {
      en: 'OAuth 2.0 with a client id of your own: no password passes through Sésame. The sign-in is kept in the vault, renewed by itself, and tried on IMAP, POP and SMTP. --register walks through making the client id; --list shows what is kept.',
      fr: 'OAuth 2.0 avec un identifiant client à vous : aucun mot de passe ne passe par Sésame. La connexion est gardée dans le coffre, renouvelée d’elle-même, et essayée en IMAP, POP et SMTP. --register guide pour créer l’identifiant client ; --list montre ce qui est gardé.',
    },
    args: [
      {
        name: 'ADDRESS',
        required: false,
        about: {
          en: 'who signs in; with --register an address or a provider',
          fr: 'qui se connecte ; avec --register une adresse ou un fournisseur',
        },
      },
    ],
    options: [
      {
        name: 'flow',
        value: 'WAY',
        choices: ['browser', 'device', 'app'],
        about: {
          en: 'browser: here; device: a code typed on another device; app: the app as itself',
          fr: 'browser : ici ; device : un code tapé sur un autre appareil ; app : l’application en son propre nom',
        },
      },
      {
        name: 'as',
        value: 'MAILBOX',
        about: {
          en: 'a shared mailbox, opened with the sign-in of ADDRESS',
          fr: 'une boîte partagée, ouverte avec la connexion d’ADDRESS',
        },
      },
      {
        name: 'client',
        value: 'NAME',
        about: {
          en: 'which of your client ids, by its name in oauth-clients.json',
          fr: 'lequel de vos identifiants client, par son nom dans oauth-clients.json',
        },
      },
      {
        name: 'client-id',
        value: 'ID',
        about: { en: 'a client id, instead of a kept one', fr: 'un identifiant client, au lieu d’un gardé' },
      },
      {
        name: 'client-secret-stdin',
        about: {
          en: 'read its secret from standard input (asked for, hidden, on a terminal)',
          fr: 'lire son secret sur l’entrée standard (demandé, masqué, dans un terminal)',
        },
      },
      {
        name: 'client-key',
        value: 'FILE',
        about: {
          en: 'with --register: the private key (PEM) of an app that signs in with a certificate',
          fr: 'avec --register : la clé privée (PEM) d’une application qui se connecte par certificat',
        },
      },
      {
        name: 'client-certificate',
        value: 'FILE',
        about: { en: 'with --register: its certificate (PEM)', fr: 'avec --register : son certificat (PEM)' },
      },
      {
        name: 'tenant',
        value: 'TENANT',
        about: { en: 'the directory of the organisation (id or domain)', fr: 'l’annuaire de l’organisation (identifiant ou domaine)' },
      },
      {
        name: 'issuer',
        value: 'URL',
        about: {
          en: 'a sign-in service that describes itself (RFC 8414), with --client-id',
          fr: 'un service de connexion qui se décrit lui-même (RFC 8414), avec --client-id',
        },
      },
      {
        name: 'scope',
        value: 'SCOPE',
        repeat: true,
        about: {
          en: 'ask for this permission instead of the known ones',
          fr: 'demander cette autorisation au lieu de celles qui sont connues',
        },
      },
      { name: 'no-open', about: { en: 'print the address, open no browser', fr: 'afficher l’adresse, n’ouvrir aucun navigateur' } },
      {
        name: 'no-proof',
        about: { en: 'do not try the token on the mail servers', fr: 'ne pas essayer le jeton sur les serveurs de messagerie' },
      },
      {
        name: 'register',
        about: {
          en: 'walk through making your own client id, and check it',
          fr: 'guider pour créer votre identifiant client, et le vérifier',
        },
      },
      {
        name: 'force',
        about: { en: 'with --register: keep it although it is refused', fr: 'avec --register : le garder bien qu’il soit refusé' },
      },
      { name: 'list', about: { en: 'list the sign-ins that are kept', fr: 'lister les connexions gardées' } },
      LAB,
      DATA,
    ],
    network: true,
    examples: [
      { line: 'sesame login marie@outlook.com', about: { en: 'in the browser', fr: 'dans le navigateur' } },
      {
        line: 'sesame login paul@contoso.example --flow device --as info@contoso.example',
        about: { en: 'a shared mailbox, with a code on the phone', fr: 'une boîte partagée, avec un code sur le téléphone' },
      },
      {
        line: 'sesame login --register gmail',
        about: { en: 'your own client id at Google, step by step', fr: 'votre propre identifiant client chez Google, étape par étape' },
      },
      {
        line: 'sesame login marie@example.org --issuer https://sso.example.org --client-id mail',
        about: { en: 'a server of your own', fr: 'un serveur à vous' },
      },
    ],
    load: () => import('./commands/login.ts'),
  },
  {
    name: 'logout',
    about: {
      en: 'take a sign-in back at the provider, and delete it here',
      fr: 'mettre fin à une connexion chez le fournisseur, et l’effacer ici',
    },
    args: [
      { name: 'ADDRESS', required: true, about: { en: 'as sesame login --list shows it', fr: 'comme sesame login --list la montre' } },
    ],
    options: [LAB, DATA],
    network: true,
    examples: [{ line: 'sesame logout marie@outlook.com', about: { en: 'both ends', fr: 'aux deux bouts' } }],
    load: () => import('./commands/logout.ts'),
  },
]
