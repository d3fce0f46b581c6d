import { catalogueEntry } from './catalogue-entry.js';

/** What everything unknown is answered with, even where a catalogue lacks it. */
export const INTERNAL_ERROR = catalogueEntry('INTERNAL_ERROR', {
  kind: 'internal',
  title: 'Something went wrong on our side',
  explanation:
    'The service met a situation that it was not written for. The log holds the details under the trace id; tell us that id.',
  message: 'Something went wrong on our side. Tell us the trace_id.',
});
