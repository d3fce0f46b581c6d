import {
  baseCatalogue,
  BusinessRuleViolationError,
  dependencyRows,
  judgeFailure,
  type CallFailure,
  type Dependency,
} from '../../src/index.js';

const members: Dependency = {
  name: 'members',
  codes: {
    unavailable: 'MEMBERS_UNAVAILABLE',
    timeout: 'MEMBERS_TIMEOUT',
    badAnswer: 'MEMBERS_BAD_ANSWER',
  },
};

export const catalogue = baseCatalogue.extend({
  ...dependencyRows(members, 'member service'),
  MEMBER_BLOCKED: {
    kind: 'business_rule',
    title: 'The member may not borrow',
    explanation: 'The member has books that are overdue. Return them first.',
    message: 'Member 12 has overdue books.',
  },
});

class MemberBlockedError extends BusinessRuleViolationError {
  readonly code = 'MEMBER_BLOCKED';
}

/** What a failed call to the member service means to us. */
export function judgeMembers(failure: CallFailure, cause: unknown) {
  return judgeFailure(members, failure, {
    cause,
    business: { OVERDUE_BOOKS: ({ message }) => new MemberBlockedError(message ?? 'Overdue books.') },
  });
}
