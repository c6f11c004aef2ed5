// Les mots d’une commande qui devient un service de la machine, en français : même forme que `service-en.ts`.

import type { serviceEn } from './service-en.ts'

export const serviceFr: typeof serviceEn = {
  written: (file) => `Écrit : ${file}`,
  next: 'Ensuite :',
  passphrase:
    'Le service ouvre le coffre avec sa phrase secrète, lue dans un fichier que lui seul peut lire. Écrivez-la là (tapée, sans écho) :',
  removed: (file) => `Enlevé : ${file}`,
  goesOn: 'Ce qui tourne continue jusqu’à ce que vous l’arrêtiez :',
  nothing: (file) => `Il n’y a pas de ${file}. Rien n’a été changé.`,
  foreign: (file) => `${file} n’a pas été écrit par Sésame, ou a été modifié depuis. Rien n’a été changé ; --force passe outre.`,
  hardened:
    'Toutes les protections de systemd qui conviennent sont là ; pas MemoryDenyWriteExecute, car le moteur JavaScript produit du code machine en marchant.',
  inHome: (path) =>
    `Le programme est dans ${path} : l’unité peut donc lire les dossiers personnels. Installé ailleurs (npm install --global), elle n’en aurait pas besoin.`,
  verified: 'systemd-analyze verify n’y trouve rien à redire.',
  exposure: (level) => `systemd-analyze security : ${level} (0 est fermé, 10 est ouvert).`,
}
