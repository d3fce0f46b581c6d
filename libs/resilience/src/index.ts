export { describeAxiosFailure } from './describe-axios-failure.js';
