import type { Texts } from './zh.ts';

/** Everything a resident reads in English. */
export const en: Texts = {
  htmlLang: 'en',
  otherLanguageName: '中文',
  largeText: 'Larger text',
  normalText: 'Normal text',

  bar: {
    back: 'Back',
    endSession: 'End session',
    help: 'Help',
  },
  steps: {
    identification: 'Identify',
    form: 'Fill in',
    material: 'Papers',
    signature: 'Sign',
    summary: 'Confirm',
    payment: 'Pay',
    delivery: 'Collect',
  },
  stepOf: (index, count, name) => `Step ${index} of ${count}: ${name}`,
  pageOf: (page, count) => `Page ${page} of ${count}`,
  previousPage: 'Previous',
  nextPage: 'Next',
  scrollUp: 'Up',
  scrollDown: 'Down',
  close: 'Close',
  notDone: 'That did not work. Please press again.',

  cover: {
    starting: 'One moment',
    startingDetail: 'The machine is getting ready.',
    oneMoment: 'One moment, please',
    oneMomentDetail:
      'The machine is recovering, usually within seconds. Applications already accepted are not lost.',
    takesLonger: (phone) => `If this screen stays, please call ${phone}.`,
    takesLongerNoPhone: 'If this screen stays, please ask the staff here.',
  },

  outOfService: {
    title: 'Out of service',
    startingTitle: 'Starting',
    reasons: {
      starting: 'The machine is starting, usually within a minute. Please wait.',
      database: 'The machine needs repair. All applications already accepted are kept and not lost.',
      disk_full:
        'The storage of this machine is full. Applications already accepted are kept. It serves again once there is room.',
      disk_read_only: 'The storage of this machine is broken. Applications already accepted are kept.',
      database_damaged:
        'The storage of this machine is broken and waits for repair. Please use the counter or another machine.',
      database_missing:
        'The storage of this machine is broken and waits for repair. Please use the counter or another machine.',
      database_log_missing:
        'The storage of this machine is broken and waits for repair. Please use the counter or another machine.',
      database_newer: 'The program of this machine needs an update. Applications already accepted are kept.',
      vault_locked: 'The machine needs repair. All applications already accepted are kept and not lost.',
      devices: 'A device of this machine is broken and waits for repair.',
      updating: 'The machine is being updated. Please come back in a few minutes.',
      maintenance: 'The machine is being serviced. Please wait a moment.',
    },
    call: 'For help, please call',
  },

  interrupted: {
    title: 'A session was interrupted',
    lead: 'The machine restarted.',
    safeTitle: 'What was confirmed is not lost',
    safeDetail:
      'If it was you, please identify yourself once more and go on. Until then nothing of anybody is shown.',
    identify: 'Identify and go on',
    notMe: 'Not me, start anew',
  },

  resumable: {
    title: 'Your session is kept',
    lead: (itemName) => `Service: ${itemName}`,
    sendingTitle: 'Being submitted',
    sendingDetail: 'What you confirmed is kept. It will not be lost and not be sent twice.',
    acceptedTitle: 'Your application was accepted. You need not apply again.',
    waitingTitle: 'Your application is saved',
    waitingDetail: 'It will be sent once when the network is back. You need not apply again.',
    refusedTitle: 'Your application was not accepted',
    goOn: 'Go on',
    leave: 'No, finish',
    onlyYou: 'Only you see this, after identifying yourself.',
  },

  claim: {
    title: 'Claim code',
    note: 'Please write down or photograph this code. Tell it to the staff and they will make good what is missing.',
    onPaper:
      'The code is also on the printed slip. Tell it to the staff and they will make good what is missing.',
  },

  original: {
    title: 'The original for your phone',
    note: (time) => `Scan the code with your phone and keep the XML file. Valid until ${time}.`,
  },

  decision: {
    approved: 'Approved',
    refused: 'Not approved',
    returned: 'Returned',
    later: 'Not decided yet',
  },

  acceptanceNumber: 'Acceptance number',
  acceptedAt: 'Accepted at',

  welcome: {
    title: 'Public services',
    lead: 'Open day and night, no queue',
    services: {
      query: 'Look up and print certificates',
      application: 'Submit applications',
      pickup: 'Collect documents and papers',
    },
    bring: 'Bring your ID card, or show your City Code on your phone',
    begin: 'Touch to begin',
    offline: 'The network is down: some services can be accepted now and are sent when it is back.',
  },

  identification: {
    titles: {
      id_card: { waiting: 'Lay your ID card on the reader', reading: 'Reading. Please do not move the card' },
      city_code: { waiting: 'Show your City Code to the scanner', reading: 'Reading your City Code' },
      company: { waiting: 'Show the e-business licence to the scanner', reading: 'Reading' },
    },
    leads: {
      id_card: 'The reader is below the screen, where the card is drawn.',
      city_code: 'Open the City Code on your phone, screen down, a hand away from the scanner.',
      company: "Or type the company's credit code, then lay your ID card on the reader.",
    },
    exchanging: 'Checking, one moment',
    exchangingLead: 'This usually takes a second or two.',
    identified: 'You are identified',
    identifiedLead: {
      id_card: 'Please remember to take your card.',
      city_code: 'You can put your phone away.',
      company: 'You now act for the company. Please keep phone and card.',
    },
    methods: { id_card: 'Use ID card', city_code: 'Use City Code', company: 'For a company' },
    agentCard: {
      title: 'Lay your own ID card on the reader',
      lead: (creditCode) => `To see whether you may act for this company: ${creditCode}`,
    },
    typeCreditCode: 'Type the credit code',
    typeOtherCode: 'Another company',
    creditCode: { label: 'Unified social credit code', hint: 'The 18 characters on the business licence' },
    chosen: 'In use',
    methodUnavailable: 'Not available',
    problems: {
      card_moved: {
        what: 'The card moved before it was read.',
        act: 'Please lay it flat and wait for the tick.',
      },
      card_unreadable: {
        what: 'The card could not be read.',
        act: 'Please take other cards out of the sleeve and try again, or use your City Code.',
      },
      card_not_authentic: {
        what: 'This card did not pass the check.',
        act: 'Please use your City Code, or go to a staffed counter.',
      },
      card_type_unsupported: {
        what: 'This kind of card cannot be used here.',
        act: 'Please use a resident identity card, a residence permit for Hong Kong, Macao or Taiwan, a permanent residence card of 2023, or your City Code.',
      },
      card_expired: {
        what: 'This card is no longer valid.',
        act: 'Please use your City Code, or renew the card at a police station first.',
      },
      code_expired: {
        what: 'This code has expired.',
        act: 'Please refresh it on your phone and show it again.',
      },
      code_replayed: {
        what: 'This code has been used already.',
        act: 'Please refresh it on your phone and show it again.',
      },
      code_unknown: {
        what: 'This is not a valid City Code.',
        act: 'Please open the City Code in the city app and show it again.',
      },
      city_unreachable: {
        what: 'The network is down, so the code cannot be checked.',
        act: 'Please use your ID card, or try again later.',
      },
      device_unavailable: {
        what: 'This device does not work at the moment.',
        act: 'Please use the other way, or touch "Help".',
      },
      licence_expired: {
        what: 'The code of the licence has expired.',
        act: 'Please refresh it on your phone and show it again.',
      },
      licence_replayed: {
        what: 'This code has been used already.',
        act: 'Please refresh the licence on your phone and show it again.',
      },
      licence_unknown: {
        what: 'This is not a valid e-business licence.',
        act: 'Please open the code of the e-business licence and show it again.',
      },
      credit_code_wrong: {
        what: 'The credit code is not right.',
        act: 'Please type the 18 characters on the business licence again.',
      },
      company_unknown: {
        what: 'There is no such company.',
        act: 'Please check the credit code and type it again.',
      },
      company_not_named: {
        what: 'It is not known yet which company you act for.',
        act: 'Please type its credit code first, then lay your card.',
      },
      agent_not_authorised: {
        what: 'You may not act for it.',
        act: 'It has to name you first.',
      },
    },
  },

  itemList: {
    title: 'What would you like to do?',
    greeting: (name, idNumber) => `Welcome, ${name} (ID number ${idNumber})`,
    greetingFor: (name, company) => `${name}, you act for ${company}`,
    usualMinutes: (minutes) => `about ${minutes} min`,
    opening: 'Opening…',
    fee: (yuan) => `Costs ${yuan} yuan`,
    refused: (itemName) => `"${itemName}" cannot be done for you now`,
    refusedUnnamed: 'This cannot be done for you now',
    why: 'Why',
    otherItems: 'Other services',
    unavailable: {
      city_unreachable: 'The network is down',
      printer_unavailable: 'The printer is out of order',
      printer_out_of_paper: 'The printer has no paper',
      locker_unavailable: 'The locker is out of order',
      dispenser_unavailable: 'The card dispenser is out of order',
      dispenser_empty: 'There are no more cards or invoices',
      invoices_not_here: 'This machine has no paper invoices',
      door_unavailable: 'The door lock is out of order',
      queue_full: 'The network is down and no more can wait',
      queue_too_old: 'The network has been down too long',
    },
  },

  form: {
    title: (itemName) => itemName,
    lead: 'Please check and fill in. Touch a line to change it.',
    readOnly: 'From your identification',
    optional: 'optional',
    emptyValue: 'Touch to fill in',
    chooseValue: 'Touch to choose',
    submit: 'Filled in, next',
    problems: {
      required: 'This line must be filled in.',
      too_long: 'This is too long. Please shorten it.',
      not_a_name: 'Please enter a name, letters or Chinese characters only.',
      not_an_id_number: 'Please enter an 18-character identity number.',
      not_a_phone: 'Please enter an 11-digit mobile number.',
      not_an_option: 'Please choose one of the options.',
      not_a_credit_code: 'This code is not right. Please compare it with the licence.',
      not_an_amount: 'Please type an amount with two decimals at most.',
    },
    someProblems: (count) =>
      `${count === 1 ? 'One line needs' : `${count} lines need`} changing, marked in red.`,
  },

  keyboard: {
    modes: { pinyin: '拼音', latin: 'ABC', number: '123' },
    modeNames: { pinyin: 'Chinese keyboard', latin: 'Letters', number: 'Numbers' },
    space: 'space',
    done: 'Done',
    clear: 'Clear',
    backspace: 'Delete',
    shift: 'Capitals',
    startTyping: 'Type pinyin, then touch the character',
    loading: 'Getting pinyin ready…',
    previous: 'Back',
    next: 'More',
    full: (most) => `At most ${most} characters`,
  },

  material: {
    title: (name) => `Photograph: ${name}`,
    position: (index, count) => `Paper ${index} of ${count}`,
    placing: 'Lay the page flat under the camera, its corners in the frame on the screen.',
    hints: {
      too_dark: 'Too dark. Step out of the light.',
      no_page: 'No page yet. Lay it down here.',
      not_in_frame: 'Move the page to the middle.',
      glare: 'Glare. Turn the page a little.',
      blurred: 'Blurred. Lay it flat and let go.',
    },
    liveLabel: 'Camera picture',
    capture: 'Take picture',
    opening: 'Opening the camera…',
    checking: 'Checking the picture',
    checkingDetail: 'Reading the text of the page. This usually takes a second or two.',
    match: 'Clear, and it agrees',
    matchDetail: 'The page says the same as your form.',
    mismatch: 'Something does not agree',
    mismatchDetail:
      'If it is the wrong page, please take the picture again. If not, you can go on and the staff will check.',
    onPage: 'On the page',
    inForm: 'In your form',
    fields: { name: 'Name', idNumber: 'Identity number' },
    notRead: 'not read',
    verdicts: { match: 'agrees', mismatch: 'differs', not_read: 'not read' },
    cannotRead: {
      no_page: {
        what: 'No page was found in the picture.',
        act: 'Please lay the page under the camera, corners in the frame, and try again.',
      },
      too_dark: { what: 'The picture is too dark.', act: 'Please do not stand in the light, and try again.' },
      too_bright: {
        what: 'The picture is too bright.',
        act: 'Please remove the plastic cover or turn the page a little, and try again.',
      },
      blurred: { what: 'The picture is blurred.', act: 'Please lay the page flat, let go, and try again.' },
      text_not_found: {
        what: 'No text could be read.',
        act: 'Please see whether it is the right page and the right side up, and try again.',
      },
      check_failed: {
        what: 'The check did not work this time.',
        act: 'Please take the picture again, or go on and the staff will check.',
      },
    },
    retake: 'Take again',
    accept: 'Next',
    acceptAnyway: 'Use this one, staff will check',
    cameraProblems: {
      no_camera: { what: 'No camera was found.', act: 'Please touch "Try again"; if that fails, "Help".' },
      not_allowed: {
        what: 'The camera is not switched on.',
        act: 'Please touch "Try again"; if that fails, "Help".',
      },
      in_use: {
        what: 'The camera cannot be opened.',
        act: 'Please touch "Try again"; if that fails, "Help".',
      },
    },
    nothingLost: 'What you filled in is kept.',
    tryCameraAgain: 'Try again',
  },

  signature: {
    title: 'Please sign',
    lead: 'Write your name in the frame with your finger.',
    here: 'Sign here',
    clear: 'Start over',
    undo: 'Undo stroke',
    submit: 'Signed, next',
    padTitle: 'Please sign on the pad',
    padLead: 'Write your name with its pen.',
    padMirror: 'What you write appears here',
    useScreen: 'Sign on the screen',
    padLost: 'The pad is not working now',
    padLostDetail: 'Go on with your finger. What you wrote is kept.',
  },

  summary: {
    title: 'Check once more',
    lead: (itemName) => `Service: ${itemName}`,
    youGet: 'You will get',
    fee: (yuan) => `It costs ${yuan} yuan; you pay in the next step`,
    deliverables: {
      receipt: 'paper receipt',
      certificate: 'paper certificate',
      parcel: 'item from the locker',
      card: 'card',
      invoice: 'paper invoices',
      room: 'open door',
    },
    waitingSlip: 'paper slip',
    willWait: 'The network is down: your application is kept here, encrypted, and sent once when it is back.',
    submit: 'Submit application',
    submitPickup: 'Open the locker',
    submitQuery: 'Print certificate',
  },

  submitting: {
    sending: {
      title: 'Submitting your application',
      lead: 'This usually takes a few seconds.',
      detail: 'It will not be lost by a power or network failure, and not be sent twice.',
    },
    deciding: {
      title: 'Accepted, being decided',
      lead: 'Rules decide now. This usually takes a few seconds.',
      detail: 'The decision will be shown here at once.',
    },
    reviewing: {
      title: 'Accepted, a tax officer is looking at it',
      lead: 'This usually takes a few minutes.',
      detail:
        'The result is shown here. If you do not want to wait, take the receipt and go: you will get a text message, and can look it up here.',
    },
    leave: 'Do not wait, print the receipt',
  },

  payment: {
    titles: {
      code: 'Hold your payment code to the scanner',
      qr: 'Scan the code on this screen',
      renew: 'To pay, show a new code',
      ordering: 'Getting the code ready',
      charging: 'Taking the payment',
      confirmOnPhone: 'Enter your password on the phone',
      undoing: 'Undoing this payment',
      returning: 'Returning your money',
    },
    leads: {
      code: "Open the payment code of WeChat, Alipay or UnionPay, the phone's screen down, a hand above the window.",
      qr: 'Open "Scan" in WeChat, Alipay or UnionPay.',
      renew: 'The code before is no longer valid.',
      ordering: 'One moment.',
      charging: 'Please do not show the code again.',
      confirmOnPhone: 'As soon as you have confirmed on the phone, it goes on here.',
      undoing: 'One moment, until it is certain that nothing was taken.',
      returning:
        'What you paid for did not come out. All of your money goes back. One moment, until it is confirmed.',
    },
    yuan: 'yuan',
    timeLeft: (seconds) => `${seconds} seconds left`,
    ways: { code: 'Show my code', qr: 'Scan this screen' },
    wayChosen: 'in use',
    wayUnavailable: 'not available',
    newQr: 'Show a new code',
    qrLabel: 'Code to pay',
    decline: 'Do not pay, cancel',
    problems: {
      insufficient_balance: {
        what: 'There was not enough money on the account.',
        act: 'Nothing was taken. Please choose another card or another way.',
      },
      code_expired: {
        what: 'The payment code had expired.',
        act: 'Nothing was taken. Please refresh it on the phone and show it again.',
      },
      code_used: {
        what: 'This payment code was used before.',
        act: 'Nothing was taken twice. Please refresh it and show it again.',
      },
      code_unknown: {
        what: 'This payment code does not work.',
        act: 'Nothing was taken. Please take another wallet, or scan the screen.',
      },
      refused_by_payer: {
        what: 'The payment was cancelled on the phone.',
        act: 'Nothing was taken. You can pay again.',
      },
      timed_out: { what: 'The time to pay was over.', act: 'Nothing was taken. You can pay again.' },
      city_unreachable: {
        what: 'The network is down.',
        act: 'Nothing was taken. Please try again in a while.',
      },
      not_arrived: { what: 'The network broke off.', act: 'Nothing was taken. Please pay again.' },
      not_accepted: {
        what: 'The payment was not accepted.',
        act: 'Nothing was taken. Please touch "Help".',
      },
      money_returned: {
        what: 'This payment came too late.',
        act: 'All of it has gone back to you. You can pay again.',
      },
    },
    hints: {
      not_a_payment_code: {
        what: 'This is not a payment code.',
        act: 'Please show the payment code of your wallet, not the city code.',
      },
      printer_not_ready: {
        what: 'The printer is not ready. Nothing is charged.',
        act: 'Please ask the staff to see to the printer, then pay.',
      },
    },
    paid: (yuan) => `Paid ${yuan} yuan`,
    outcomes: {
      unpaid: {
        title: 'Not paid, nothing was taken',
        detail: 'Nothing was done and nothing was printed. You can begin again at any time.',
      },
      returned: {
        title: 'All of your money went back',
        detail: 'It goes to the account it came from; your wallet says when it arrives.',
      },
      unclear: {
        title: 'Payment not certain yet',
        detail:
          'If your phone shows that money was taken, ask with your claim code or this number: you get all of it back.',
      },
      returning: {
        title: 'Your money is on its way back',
        detail:
          'It is not confirmed yet. The system goes on, and the staff have been told. Please note your claim code and the payment number.',
      },
    },
    orderNumber: 'Payment number',
    refundOnLeave: 'Or leave: all your money goes back.',
    leaveWithRefund: 'Leave, money back',
  },

  delivery: {
    doing: {
      receipt: { title: 'Printing your receipt', lead: 'The paper comes out of the slot below. One moment.' },
      certificate: {
        title: 'Printing your certificate',
        lead: 'The paper comes out of the slot below. One moment.',
      },
      claim_slip: {
        title: 'Printing a slip with your code',
        lead: 'The paper comes out of the slot below. One moment.',
      },
      card: { title: 'Your card is coming', lead: 'It comes out of the card slot. Please take it.' },
      invoice: { title: 'Your invoices are coming', lead: 'Please take each as it comes.' },
      room: { title: 'Opening the door', lead: 'When you hear the lock, please push the door.' },
    },
    invoiceOf: (place, count) => `Invoice ${place} of ${count} is coming`,
    takeInvoice: (place) => `Please take invoice ${place}`,
    takeInvoiceLead: 'Then hold its code before the scanner, so that its number is checked.',
    skipReading: 'It cannot be read, go on',
    checkedOf: (checked, out) => `${checked} of ${out} checked`,
    preparing: 'Getting ready',
    preparingLead: 'One moment, please.',
    opening: 'Opening the locker door',
    openingLead: 'Please watch for the lit door.',
    opened: (cell) => `Door ${cell} is open`,
    openedLead: 'Please take your item, then close the door.',
    taken: (cell) => `Door ${cell} is closed`,
    takePaper: 'Please take your paper',
    takePaperLead: 'It lies in the slot below.',
    cell: (board, cell) => `${board}-${String(cell).padStart(2, '0')}`,
    states: {
      pending: 'waiting',
      in_progress: 'under way',
      suspended: 'paused',
      done: 'done',
      failed: 'not done, staff will handle it',
      unknown: 'staff will check',
    },
    kinds: {
      receipt: 'Print receipt',
      certificate: 'Print certificate',
      parcel: 'Open locker door',
      card: 'Give out card',
      invoice: 'Give out paper invoices',
      room: 'Open door',
      claim_slip: 'Print claim slip',
    },
    slipLabel: 'The paper that comes out of the slot',
    printingSlip: 'Printing your slip',
    printSlip: 'Print slip',
    accepted: 'Your application was accepted',
    waiting: 'Your application is saved and will be sent when the network is back',
    refused: 'Your application was not accepted',
  },

  suspension: {
    title: 'A small problem',
    whatHappened: 'What happened',
    whatIsSafe: 'What is safe',
    whatToDo: 'What to do now',
    causes: {
      printer_out_of_paper: {
        what: 'The printer has run out of paper.',
        act: 'Please ask the staff to add paper, then touch "Go on printing".',
      },
      printer_jammed: {
        what: 'The paper is jammed.',
        act: 'Please ask the staff to remove it, then touch "Go on printing".',
      },
      printer_cover_open: {
        what: 'The cover of the printer is open.',
        act: 'Please ask the staff to close it, then touch "Go on printing".',
      },
      printer_away: {
        what: 'The printer does not answer.',
        act: 'Please wait a little, then touch "Go on printing".',
      },
      locker_away: {
        what: 'The locker does not answer.',
        act: 'Please wait a little, then touch "Try again".',
      },
      dispenser_away: {
        what: 'The card dispenser does not answer.',
        act: 'Please wait a little, then touch "Try again".',
      },
      dispenser_empty: {
        what: 'There are no more cards in the dispenser.',
        act: 'Please ask the staff to add cards, then touch "Try again".',
      },
      item_not_taken: {
        what: 'The last one has not been taken.',
        act: 'Please take it, then touch "Try again".',
      },
      door_away: {
        what: 'The door lock does not answer.',
        act: 'Please wait a little, then touch "Try again".',
      },
    },
    accepted: 'Your application was accepted. You need not apply again.',
    notAccepted: 'Your application is safely kept. You need not apply again.',
    orLeave: 'You may also leave; the staff will handle the rest.',
    retryPrinting: 'Go on printing',
    retryLocker: 'Try again',
    leave: 'Leave now',
  },

  outcome: {
    done: 'Done',
    saved: 'Taken, not accepted yet',
    refused: 'This could not be done',
    notApproved: 'Decided: not approved',
    returned: 'Returned: please hand it in again',
    decidedLater: 'Accepted, not decided yet',
    partly: 'Accepted, but not complete',
    savedDetail:
      'Your application is kept encrypted and will be sent once when the network is back. You need not apply again.',
    result: 'How you learn the result',
    resultDetail:
      'You will get a text message once it is accepted. You can also call the help number with the number on your slip.',
    next: 'What comes next',
    takeAlong: 'Please take',
    things: {
      id_card: 'ID card',
      phone: 'phone',
      receipt: 'receipt',
      certificate: 'certificate',
      parcel: 'locker item',
      card: 'card',
      invoice: 'invoices',
      claim_slip: 'slip with your code',
      material: 'your papers',
    },
    slip: 'slip',
    nothingStays: 'Nothing about you stays in this machine.',
    onlyCaseStays: 'Nothing about you stays in this machine but the encrypted application.',
    rate: 'How satisfied are you?',
    rateNote: 'voluntary',
    levels: {
      5: 'Very satisfied',
      4: 'Satisfied',
      3: 'Fair',
      2: 'Not satisfied',
      1: 'Very unsatisfied',
    },
    skip: 'Finish without rating',
    toRating: 'Noted, next',
    end: 'Finish',
    thanks: 'Thank you for your rating. Goodbye.',
  },

  countdown: {
    title: 'Are you still here?',
    lead: (seconds) => `In ${seconds} seconds your data is erased and the session ends.`,
    stillHere: 'I am still here',
    end: 'End session',
    secondsLeft: 'seconds',
  },

  endConfirm: {
    title: 'End your session?',
    lead: 'What is not submitted will be erased at once.',
    leadPayment: 'A payment under way is undone. Nothing is charged for what was not done.',
    leadAccepted: 'An accepted application is not affected. The staff will handle what you did not receive.',
    stay: 'No, go on',
    end: 'End and erase',
  },

  help: {
    title: 'Call for help',
    lead: 'Please tell the staff:',
    site: 'You are at',
    terminal: 'Machine',
    doing: 'You were',
    doingNow: {
      out_of_service: 'at a machine out of service',
      interrupted: 'looking at an interrupted session',
      resumable: 'going on after an interruption',
      welcome: 'about to begin',
      identification: 'identifying yourself',
      item_list: 'choosing a service',
      form: 'filling in the form',
      material: 'photographing papers',
      signature: 'signing',
      summary: 'checking the application',
      submitting: 'submitting',
      payment: 'paying',
      delivery: 'collecting the result',
      outcome: 'looking at the result',
    },
    privacy: 'Please do not say your full identity number on the telephone.',
    answers: {
      title: 'Need help?',
      lead: 'Choose a question, or type your own. What you have filled in is kept.',
      ask: 'Type your question',
      typeLead: 'One or two words are enough',
      suggested: 'You may want to ask',
      found: 'These answers were found',
      nothing: 'Nothing was found. Please try other words, or call.',
      call: (phone) => `Call ${phone}`,
      toQuestions: 'Other questions',
      close: 'Close help',
      begin: 'Begin now',
      beginItem: (item) => `Identify yourself, then open: ${item}`,
      open: (item) => `Open: ${item}`,
      goBack: (step) => `Back to: ${step}`,
      leaveOther: 'What you are doing is not submitted yet. Opening another service erases it.',
    },
  },

  call: {
    ring: 'Video help',
    ringing: 'Looking for a free helper',
    ringingLead: 'Up to 8 seconds. The helper will hear you, and see neither you nor the screen.',
    cancel: 'Do not wait',
    connected: (name) => `Talking to ${name}`,
    notSeen: 'The helper sees neither you, the screen nor your papers.',
    show: { camera: 'Show camera', screen: 'Show screen', paper: 'Show papers' },
    stop: { camera: 'Stop camera', screen: 'Stop screen', paper: 'Stop papers' },
    pageHeld: 'This page has your data. The helper does not see it now.',
    typingHeld: 'You are typing. The helper does not see it now.',
    allowPage: 'Show this page',
    covered: 'covered',
    allowField: 'Let the helper see',
    coverField: 'Cover',
    notPossible: 'It cannot be shown now. Please tell the helper instead.',
    hangUp: 'Hang up',
    proposed: {
      answer: (name) => `${name} asks you to look at this`,
      value: (name) => `${name} suggests this. Is it right?`,
    },
    number: {
      leave: 'Call me back',
      label: 'Your mobile number',
      hint: 'A helper calls you when at work. It is erased after the call, and after three days at the latest.',
      sending: 'Your number is being noted',
      noted: 'Your number is noted. A helper will call you.',
      failed: 'Your number was not noted. Please try again, or call.',
    },
    accept: { answer: 'Look at it', value: 'Yes, fill it in' },
    refuse: 'No, thank you',
    ended: {
      nobody_free: 'No helper is free now. Please look at the answers below, or leave a number.',
      closed: 'Helpers are not at work now. Please look at the answers below, or leave a number.',
      unreachable: 'Helpers cannot be reached now. Please look at the answers below, or call.',
      hung_up: 'The call is over.',
    },
  },
};
