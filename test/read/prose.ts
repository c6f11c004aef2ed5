// Sentences about the same things that are no message of any app: what people tell, and what a helper would write.

export const PROSE: readonly string[] = [
  'Enter the password in Mailbird',
  'Réinitialiser le mot de passe de la boîte dans cPanel',
  'Réinitialiser le mot de passe du compte chez Zoho ou chez Yahoo, puis attendre un peu',
  'J’ai changé le mot de passe de mon compte la semaine dernière et depuis plus rien',
  'Le serveur MX est chez OVH, mais mes réglages disent autre chose et la boîte reste vide',
  'Saisissez le nouveau mot de passe sur chaque autre appareil qui utilise cette boîte',
  'Ouvrez les paramètres du serveur entrant, puis notez le port',
  'The outgoing server is the one of the hosting company and it worked until Monday',
  'Please sign in to the web page first, then come back to the phone',
  'my server requires authentication was not ticked',
  'Il mio account è su due telefoni e un computer, il problema è solo sul computer',
  'Das Konto läuft auf dem Handy, am Rechner kommt seit gestern keine Post mehr an',
  'El correo llega al móvil pero no al ordenador de la oficina desde el lunes',
  'Je reçois mais je n’envoie plus, et le téléphone marche avec le même compte',
  'On my phone the same account works, on the laptop it asks again and again',
  'See issue #801 and pull request #839 for the discussion of this change',
  'We fixed it on 14-01 and released 2101 copies of the new version',
  'Il faut activer IMAP dans les réglages de la messagerie, puis créer un mot de passe pour l’application',
  'Choose the account on the left, then Server settings, and look at the port and the encryption',
  'Nach dem Wechsel des Anbieters stehen noch die alten Server in den Einstellungen',
]

/** Ordinary words, the commonest of the messages among them. */
export const WORDS: readonly string[] =
  'le la les de du des un une et ou mais donc serveur mot passe compte boîte message envoyer recevoir hier demain maison chat voiture réglage fenêtre téléphone ordinateur facture bonjour merci toujours jamais depuis avec sans pour the a of to in on and or but server password account mail message send receive yesterday house phone computer window always never since with without for der die das und oder aber Konto Post Rechner gestern immer nie seit mit ohne für el la los de y o pero cuenta correo ayer siempre nunca desde con sin para il lo gli e o ma conto posta ieri sempre mai da con senza per'.split(
    ' ',
  )
