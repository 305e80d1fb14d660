/** Every word the tenant reads in the widget. Dutch, B1: short sentences, "je". */

const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

export const texts = {
  title: 'Huurkompas',
  open: 'Chat over je huur',
  openWithUnread: (count) => `Chat over je huur, ${plural(count, 'nieuw bericht', 'nieuwe berichten')}`,
  close: 'Sluit de chat',

  owner: {
    assistant: 'Digitale assistent (computer)',
    queue: 'We zoeken een medewerker voor je',
    person: (name) => (name ? `${name}, medewerker` : 'Medewerker'),
  },
  ownerChanged: {
    assistant: 'Je praat weer met de digitale assistent.',
    queue: 'We zoeken een medewerker voor je.',
    person: (name) => `${name || 'Een medewerker'} praat nu met je mee.`,
  },

  intro: (corporation) => [
    `Hoi! Ik ben de digitale assistent van ${corporation || 'je woningcorporatie'}. Ik ben een computerprogramma, geen mens.`,
    'Ik help je als het niet lukt om je huur te betalen. Wil je liever een mens spreken? Dat kan altijd. Schrijf dan: medewerker.',
  ],
  danger: 'Is er nu gevaar? Bel 112.',
  starters: {
    label: 'Zo kun je beginnen',
    list: ['Ik kan de huur niet betalen', 'Ik heb een brief gekregen', 'Ik wil een medewerker spreken'],
  },

  earlier: 'Eerdere berichten tonen',
  earlierComing: 'Eerdere berichten komen eraan…',
  earlierFailed: 'Dat lukte nu niet. Probeer het nog een keer.',
  earlierShown: (count) => `${plural(count, 'eerder bericht staat', 'eerdere berichten staan')} nu boven het gesprek.`,
  conversation: 'Gesprek',
  messages: 'Berichten',
  choices: 'Kies een antwoord',
  choicesAnnounced: (titles) => `Je kunt kiezen: ${titles.join(', ')}.`,
  pastChoices: 'Je kon kiezen:',
  newMessages: (count) => (count === 1 ? '1 nieuw bericht' : `${count} nieuwe berichten`),
  road: {
    label: 'De weg, stap voor stap',
    past: 'is geweest',
    now: 'hier ben je',
    ahead: 'nog niet gebeurd',
  },
  papers: { pdf: 'Je afspraak (pdf)', ics: 'In je agenda (ics)' },
  linkOpensNewTab: '(opent in een nieuw tabblad)',

  author: {
    tenant: 'Jij',
    assistant: 'Digitale assistent',
    staff: (name) => (name ? `${name}, medewerker` : 'Medewerker'),
    notice: 'Melding',
  },
  typing: {
    assistant: 'Digitale assistent typt…',
    staff: 'Medewerker typt…',
  },

  state: {
    sending: 'wordt verstuurd',
    sent: 'verstuurd',
    seen: 'verstuurd en ontvangen',
    failed: 'niet verstuurd',
  },
  retry: 'probeer opnieuw',
  drop: 'verwijder',
  sendFailed: 'Je bericht is niet verstuurd.',

  input: 'Schrijf je bericht',
  placeholder: 'Schrijf hier…',
  send: 'Verstuur',
  hint: 'Enter verstuurt. Shift en Enter geeft een nieuwe regel.',
  left: (count) => `Nog ${plural(count, 'teken', 'tekens')}`,
  tooLong: (count) => `Je bericht is ${plural(count, 'teken', 'tekens')} te lang. Maak het korter of stuur twee berichten.`,

  menu: 'Meer keuzes',
  menuPerson: 'Medewerker spreken',
  personWanted: 'Ik wil een medewerker spreken',
  menuCall: (phone) => `Bel ${phone}`,
  menuNew: 'Chat wissen, nieuw gesprek',
  confirm: {
    title: 'Nieuw gesprek beginnen?',
    body: 'Dit gesprek verdwijnt van dit apparaat. Je kunt het hier dan niet meer teruglezen.',
    yes: 'Ja, wis de chat',
    no: 'Nee, ga terug',
  },
  cleared: 'Je chat is gewist. Je begint een nieuw gesprek.',

  exit: 'Snel weg',
  exitExplained: 'Snel weg: wis de chat op dit apparaat en verlaat deze pagina',

  offline: 'Je hebt geen internet. Je berichten gaan weg zodra je weer internet hebt.',
  reconnecting: 'We hebben geen verbinding met de chat. We proberen het opnieuw.',
  slow: 'Nieuwe berichten komen hier iets later binnen.',
  backOnline: 'Je bent weer verbonden.',
  waiting: (seconds) => `Je bericht gaat over ${plural(seconds, 'seconde', 'seconden')} weg.`,
  callInstead: (phone) => `Je kunt ook bellen: ${phone}.`,
  expired: 'Je vorige gesprek is verlopen. Hier begint een nieuw gesprek.',
  refused: 'Dit bericht konden we niet versturen.',
  unavailable: 'De chat werkt nu even niet.',

  today: 'Vandaag',
  yesterday: 'Gisteren',
};
