/** A number from 0 to below 1: the one door to chance. */
export const systemRandom = () => Math.random();
