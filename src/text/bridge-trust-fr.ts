// Comment chaque système fait confiance à l'autorité de la passerelle, et l'oublie, en français.

import type { TrustSteps, TrustSystem } from './bridge-trust-en.ts'

export const bridgeTrustFr: Readonly<Record<TrustSystem, TrustSteps>> = {
  windows: {
    title: 'Windows (Outlook, programmes de Windows)',
    trust: (file) => [
      `Double-cliquez sur ${file}, puis Installer un certificat…`,
      'Choisissez Utilisateur actuel, puis « Placer tous les certificats dans le magasin suivant », Parcourir, Autorités de certification racines de confiance.',
      'Terminez. Windows montre l’empreinte et demande : répondez Oui.',
      `Ou dans une fenêtre de commande, sans droits d’administrateur : certutil -user -addstore Root ${file}`,
    ],
    forget: (title) => [
      `Touches Windows+R, tapez certmgr.msc ; sous Autorités de certification racines de confiance > Certificats, supprimez « ${title} ».`,
    ],
  },
  macos: {
    title: 'macOS (Apple Mail, Outlook pour Mac)',
    trust: (file, title) => [
      `Double-cliquez sur ${file} : Trousseaux d’accès s’ouvre ; mettez-le dans le trousseau « session ».`,
      `Là, double-cliquez sur « ${title} », ouvrez Se fier, et à « SSL (Secure Sockets Layer) » choisissez Toujours approuver. Fermez la fenêtre et tapez votre mot de passe.`,
      `Ou dans Terminal : security add-trusted-cert -r trustRoot -p ssl -k ~/Library/Keychains/login.keychain-db ${file}`,
    ],
    forget: (title) => [`Dans Trousseaux d’accès, supprimez « ${title} », ou dans Terminal : security delete-certificate -t -c "${title}"`],
  },
  debian: {
    title: 'Debian, Ubuntu (programmes qui suivent la liste du système)',
    trust: (file) => [`sudo cp ${file} /usr/local/share/ca-certificates/sesame-bridge.crt`, 'sudo update-ca-certificates'],
    forget: () => ['sudo rm /usr/local/share/ca-certificates/sesame-bridge.crt', 'sudo update-ca-certificates --fresh'],
    note: 'Le fichier doit être celui en PEM et son nom finir par .crt. Thunderbird, Firefox et Chromium ont leur propre liste.',
  },
  fedora: {
    title: 'Fedora, RHEL (programmes qui suivent la liste du système)',
    trust: (file) => [`sudo cp ${file} /etc/pki/ca-trust/source/anchors/sesame-bridge.crt`, 'sudo update-ca-trust'],
    forget: () => ['sudo rm /etc/pki/ca-trust/source/anchors/sesame-bridge.crt', 'sudo update-ca-trust'],
  },
  thunderbird: {
    title: 'Thunderbird, Firefox (une liste à eux)',
    trust: (file) => [
      'Paramètres > Vie privée et sécurité > Certificats > Gérer les certificats… (dans Firefox : Afficher les certificats…)',
      `Autorités > Importer…, choisissez ${file}, cochez « Confirmer cette AC pour identifier des sites web » (cela vaut pour les serveurs), OK.`,
    ],
    forget: (title) => [`Dans la même fenêtre, sous Autorités, choisissez « ${title} », puis Supprimer ou ne plus faire confiance….`],
  },
  ios: {
    title: 'iPhone, iPad',
    trust: (file, title) => [
      `Envoyez-vous ${file} (AirDrop, courrier, Fichiers) et touchez-le ; le .mobileconfig de « sesame bridge setup » le contient déjà.`,
      'Réglages > Général > VPN et gestion de l’appareil : touchez le profil téléchargé et installez-le.',
      `Réglages > Général > Informations > Réglages des certificats (ou Réglages de confiance des certificats) : activez « ${title} ». Sans cette dernière étape, l’appareil refuse encore.`,
    ],
    forget: () => ['Réglages > Général > VPN et gestion de l’appareil : touchez le profil, puis Supprimer le profil.'],
  },
  android: {
    title: 'Android',
    trust: (file) => [
      `Copiez ${file} sur le téléphone.`,
      'Paramètres > Sécurité > Chiffrement et identifiants > Installer un certificat > Certificat CA > Installer quand même ; choisissez le fichier. Les fabricants déplacent ces menus : cherchez « certificat » dans les paramètres.',
    ],
    forget: (title) => [
      `Paramètres > Sécurité > Chiffrement et identifiants > Certificats de confiance > Utilisateur : touchez « ${title} », puis Supprimer (ou Désinstaller).`,
    ],
    note: 'Sur Android, beaucoup d’applications de courrier ne font confiance qu’aux autorités livrées avec le téléphone, quoi que vous installiez. Une telle application demande parfois, à l’ajout du compte, s’il faut accepter le certificat de ce serveur : comparez-y son SHA-256.',
  },
  printer: {
    title: 'Imprimantes, scanners, NAS',
    trust: (file) => [
      'Ouvrez la page de l’appareil dans un navigateur (son adresse est sur son écran ou son rapport réseau) et connectez-vous comme administrateur.',
      `Cherchez Sécurité, Sécurité du réseau ou Certificats > Certificats CA (ou racines de confiance) > Importer, et choisissez ${file}. S’il ne prend pas le PEM, écrivez un fichier DER : sesame bridge trust --export sesame-bridge.cer`,
      'Faites vérifier le certificat du serveur là où la page le propose, puis envoyez le message d’essai.',
    ],
    forget: (title) => [`Sur la même page, supprimez « ${title} » des certificats CA.`],
    note: 'Là où rien ne s’importe, la plupart de ces appareils ne vérifient aucun certificat : ils se connectent, mais ne remarqueraient pas une fausse passerelle. Gardez-les sur un réseau qui n’est qu’à vous.',
  },
}
