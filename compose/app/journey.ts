import type { JourneyConfig } from '../../harness/stack/journey.ts'

const { PAZPAZ_SINK_API: api, PAZPAZ_SINK_DOMAIN: domain } = process.env

/** A therapist's day, by what the pages say. */
export const journey: JourneyConfig = {
  register: [
    { open: '/register' },
    { fill: 'Practice name', with: '{workspace}' },
    { fill: 'E-mail', with: '{email}' },
    { fill: 'Password', with: '{password}' },
    { press: 'Register' },
    { see: 'No clients yet.' },
  ],
  enter: [
    { open: '/login' },
    { fill: 'E-mail', with: '{email}' },
    { fill: 'Password', with: '{password}' },
    { press: 'Log in' },
    { see: 'Add a client' },
  ],
  day: [
    { open: '/' },
    { fill: 'Name', with: 'River {mark}' },
    { fill: 'E-mail, for reminders', with: '{address}' },
    { press: 'Add client' },
    { follow: 'River {mark}' },
    { see: 'No appointments yet.' },
    { fill: 'Starts', with: '{soon}' },
    { fill: 'Minutes', with: '5' },
    { press: 'Book' },
    { follow: 'Note' },
    { see: 'SOAP note' },
    ...['Subjective', 'Objective', 'Assessment', 'Plan'].map((fill) => ({ fill, with: 'slept well' })),
    { press: 'Save draft' },
    { see: 'Draft saved.' },
    { press: 'Sign' },
    { see: 'It stays as it is.' },
    { follow: 'Back to the client' },
    { choose: 'Attachments' },
    { see: 'No attachments yet.' },
    ...(['pdf', 'png', 'jpeg', 'text'] as const).flatMap((file) => [
      { attach: 'File', file },
      { press: 'Attach' },
      { see: `sample.${file}` },
    ]),
  ],
  leave: [{ open: '/' }, { press: 'Log out' }, { see: 'Log in to PazPaz' }],
  clear: {
    method: 'DELETE',
    strays: '/api/v1/workspace/records?olderThan=3600',
    own: '/api/v1/workspace/records?client={id}',
    id: '/clients/([0-9a-f-]{36})',
  },
  ...(api && domain && { sink: { api, domain } }),
}
