import type { StorageUnit } from '../../contract/device-common.ts';
import type { CaseCounts } from '../../contract/fleet-cases.ts';
import type { Role, TerminalState } from '../../contract/fleet-console.ts';
import type { OfficerVerdict, ReturnReason } from '../../contract/officer.ts';
import type { OutOfServiceReason, TerminalTrouble } from '../../contract/terminal-trouble.ts';

export interface ConsoleTexts {
  title: string;
  otherLanguage: string;
  signIn: {
    title: string;
    userName: string;
    password: string;
    act: string;
    wrong: string;
    locked: string;
    noServer: string;
  };
  change: { title: string; why: string; now: string; next: string; rule: string; act: string; wrong: string };
  signOut: string;
  helpDesk: string;
  notLive: string;
  loading: string;
  states: Record<TerminalState, string>;
  roles: Record<Role, string>;
  list: {
    title: string;
    none: string;
    noneSuch: string;
    all: string;
    search: string;
    terminal: string;
    site: string;
    state: string;
    causes: string;
    since: string;
    heard: string;
    never: string;
  };
  page: {
    back: string;
    noSuch: string;
    devices: string;
    device: string;
    state: string;
    fault: string;
    supplies: string;
    unit: string;
    level: string;
    versions: string;
    program: string;
    runtime: string;
    system: string;
    enrolled: string;
    certificateUntil: string;
    lastKnown: string;
    nothingYet: string;
    hostAway: string;
    noSupplies: string;
    tasks: string;
    task: string;
    item: string;
    moreTasks(count: number): string;
    code: string;
  };
  review: {
    title: string;
    none: string;
    cityAway: string;
    acceptedAt: string;
    number: string;
    item: string;
    company: string;
    applicant: string;
    document: string;
    open(materials: number): string;
    verdict: string;
    accept: string;
    acceptSurely: string;
    return: string;
    reason: string;
    reasons: Record<ReturnReason, string>;
    remark: string;
    returnSurely: string;
    verdicts: Record<OfficerVerdict['verdict'], string>;
    done(number: string, verdict: string): string;
    already(number: string, officer: string, verdict: string, time: string): string;
  };
  invite: {
    title: string;
    terminalId: string;
    act: string;
    rule: string;
    once: string;
    until: string;
  };
  people: {
    title: string;
    userName: string;
    role: string;
    add: string;
    remove: string;
    removeSurely: string;
    password: string;
    taken: string;
    rule: string;
  };
  causes: {
    neverHeard: string;
    silent: string;
    coreAway: string;
    outOfService(reason: string): string;
    cityUnreachable: string;
    tasks(count: number): string;
  };
  reasons: Record<OutOfServiceReason, string>;
  troubles: Record<TerminalTrouble, string>;
  levels: Record<StorageUnit['level'], string>;
  failed: string;
  tabs: Record<'list' | 'map' | 'cases' | 'rollouts' | 'review', string>;
  map: { north: string; noPlace: string };
  cases: {
    title: string;
    titleOfAll: string;
    day: string;
    none: string;
    byHour: string;
    hour: string;
    figures: string;
    all: string;
    underWay: string;
    kinds: Record<keyof CaseCounts, string>;
    bar(hour: number, begun: number, finished: number): string;
  };
  district: { name: string; none: string; wholeFleet: string; set: string; other: string };
}

const memory = {
  disk_full: 'The disk is full.',
  disk_read_only: 'The disk cannot be written.',
  database_damaged: 'The database is damaged.',
  database_missing: 'The database is missing.',
  database_log_missing: 'The log of the database is missing.',
  database_newer: 'The database is of a newer program.',
  vault_locked: 'The keys of the vault are not to be had.',
  database: 'The database cannot be opened.',
};

export const textsEn: ConsoleTexts = {
  title: 'Budayang terminals',
  otherLanguage: '中文',
  signIn: {
    title: 'Sign in',
    userName: 'Name',
    password: 'Password',
    act: 'Sign in',
    wrong: 'Name or password is wrong. Please check both.',
    locked: 'Too many wrong passwords. Please wait a minute.',
    noServer: 'The server does not answer. Please try again.',
  },
  change: {
    title: 'Choose your own password',
    why: 'The one-time password opens nothing else.',
    now: 'Password so far',
    next: 'New password',
    rule: 'At least 12 signs.',
    act: 'Change password',
    wrong: 'The password so far is wrong, or the new one is the same.',
  },
  signOut: 'Sign out',
  helpDesk: 'Help desk',
  notLive: 'No connection to the server. What you see may be old.',
  loading: 'Loading …',
  states: {
    ok: 'In order',
    warning: 'Warning',
    fault: 'Fault',
    unreachable: 'Unreachable',
    out_of_service: 'Out of service',
  },
  roles: { viewer: 'Viewer', helper: 'Helper', officer: 'Officer', operator: 'Operator', admin: 'Admin' },
  list: {
    title: 'Terminals',
    none: 'No terminal has enrolled yet.',
    noneSuch: 'No terminal fits.',
    all: 'All',
    search: 'Search',
    terminal: 'Terminal',
    site: 'Site',
    state: 'State',
    causes: 'Why',
    since: 'Since',
    heard: 'Last heard',
    never: 'never',
  },
  page: {
    back: 'All terminals',
    noSuch: 'There is no such terminal.',
    devices: 'Devices',
    device: 'Device',
    state: 'State',
    fault: 'What is wrong, and who puts it right',
    supplies: 'Supplies',
    unit: 'Unit',
    level: 'Level',
    versions: 'Versions and certificate',
    program: 'Program',
    runtime: 'Runtime',
    system: 'System',
    enrolled: 'Enrolled',
    certificateUntil: 'Certificate valid until',
    lastKnown: 'The terminal is unreachable. Below is what it said last.',
    nothingYet: 'The terminal has said nothing yet.',
    hostAway: 'program not running',
    noSupplies: 'Nothing that is counted.',
    tasks: 'Tasks for a person',
    task: 'What',
    item: 'Item',
    moreTasks: (count) => `and ${count} more`,
    code: 'Code',
  },
  review: {
    title: 'Cases that wait for an officer',
    none: 'No case waits.',
    cityAway: 'The city does not answer; nothing can be decided now.',
    acceptedAt: 'Accepted at',
    number: 'Acceptance number',
    item: 'Service',
    company: 'Company',
    applicant: 'Agent',
    document: 'Materials',
    open: (materials) => `Open (${materials})`,
    verdict: 'Verdict',
    accept: 'Accept',
    acceptSurely: 'Accept it',
    return: 'Return…',
    reason: 'Reason',
    reasons: {
      picture_unclear: 'The pictures cannot be read',
      material_missing: 'Something is missing',
      does_not_match: 'Materials and form do not match',
      filled_in_wrong: 'Something was filled in wrong',
    },
    remark: 'More (shown to the resident as written)',
    returnSurely: 'Return it',
    verdicts: { accepted: 'accepted', returned: 'returned' },
    done: (number, verdict) => `${number}: ${verdict}.`,
    already: (number, officer, verdict, time) =>
      `${number} was ${verdict} by ${officer} at ${time}; your verdict was not taken.`,
  },
  invite: {
    title: 'Enrol a terminal',
    terminalId: 'Terminal id',
    act: 'Make enrolment code',
    rule: 'Capital letters, digits and hyphens, such as HALL-0001.',
    once: 'Put this into the configuration of the terminal. The code works once and is shown only now.',
    until: 'Valid until',
  },
  people: {
    title: 'People',
    userName: 'Name',
    role: 'Role',
    add: 'Add person',
    remove: 'Remove',
    removeSurely: 'Remove for good',
    password: 'One-time password, shown only now:',
    taken: 'There is somebody of this name.',
    rule: 'Small letters and digits, beginning with a letter.',
  },
  causes: {
    neverHeard: 'Has not reported yet',
    silent: 'Does not report any more',
    coreAway: 'The core program does not run',
    outOfService: (reason) => `Out of service: ${reason}`,
    cityUnreachable: 'Does not reach the city',
    tasks: (count) => (count === 1 ? '1 task for a person.' : `${count} tasks for a person.`),
  },
  reasons: {
    starting: 'is starting',
    devices: 'devices are missing',
    updating: 'is being updated',
    maintenance: 'a technician is at work',
    ...memory,
  },
  troubles: { ...memory, clock_wrong: 'The clock is wrong.' },
  levels: { ok: 'ok', low: 'low', empty: 'empty', full: 'full', unknown: 'not known' },
  failed: 'That did not work. Please try again.',
  tabs: { list: 'Terminals', map: 'Map', cases: 'Cases', rollouts: 'Updates', review: 'To decide' },
  map: { north: 'N', noPlace: 'Their configuration names no place:' },
  cases: {
    title: 'Cases by item and hour',
    titleOfAll: 'Cases by item and hour, all terminals',
    day: 'Day',
    none: 'No case began on this day.',
    byHour: 'By hour: begun, filled: finished',
    hour: 'Hour',
    figures: 'Figures by hour',
    all: 'All items',
    underWay: 'Under way',
    kinds: {
      begun: 'Begun',
      finished: 'Finished',
      refused: 'Refused',
      givenUp: 'Given up',
      failed: 'Failed',
    },
    bar: (hour, begun, finished) => `${hour}:00: ${begun} begun, ${finished} of them finished`,
  },
  district: {
    name: 'District',
    none: 'none',
    wholeFleet: 'whole fleet',
    set: 'Set district',
    other: 'This terminal belongs to another district.',
  },
};
