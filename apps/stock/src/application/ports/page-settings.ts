/** How a product's page is made. */
export abstract class PageSettings {
  /** Whether a page is sent without the recommendations when they cannot be had. */
  abstract readonly withoutRecommendations: boolean;
}
