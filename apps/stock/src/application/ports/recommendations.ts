/** What else people bought. Secondary: a page can do without. */
export abstract class Recommendations {
  /**
   * @returns product ids, best first
   * @throws ExternalServiceError when they cannot be had
   */
  abstract boughtWith(productId: string): Promise<readonly string[]>;
}
