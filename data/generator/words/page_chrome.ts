/** Links at the top of made-up sites, beside those to their sections. */
export const TOP_LINKS = [
  "Skip to content",
  "Sign in",
  "Your list",
  "Basket (0)",
  "Help",
  "Language: English",
  "News",
  "Opening hours",
  "Find us",
] as const;

/** Links at the bottom of made-up sites. */
export const BOTTOM_LINKS = [
  "Delivery and returns",
  "Terms of use",
  "Privacy",
  "Cookie settings",
  "Accessibility",
  "Jobs",
  "Press",
  "Newsletter",
  "Site map",
  "Imprint",
  "Questions and answers",
  "Suppliers",
] as const;

/** Names of check boxes that filter a list. */
export const FILTERS = [
  "Only available",
  "New this month",
  "With pictures",
  "Reduced",
  "Near me",
  "Rated 4 and better",
  "Show as grid",
  "Show as list",
] as const;

/** Short descriptions that fit nearly anything that is listed. */
export const BLURBS = [
  "One of those that people come back for; described in detail on its own page",
  "New in the list since the beginning of the month",
  "Chosen by our readers in the last survey",
  "Few left, more are expected in two weeks",
  "A quiet favourite that needs no advertising",
  "Can be reserved on its page and collected the next day",
  "Described by three visitors, all of them content",
  "The smaller sibling of what stands above it",
  "Seasonal, usually gone by the end of May",
  "Comes with a leaflet in four languages",
  "Updated yesterday after a hint from a visitor",
  "Not for beginners, says the person who wrote this line",
] as const;

/** Remarks of visitors on an item. */
export const VISITORS = [
  "Exactly as described. The page could say more about the size, though.",
  "I compared it with two others and stayed with this one.",
  "Took a while to arrive, but nothing to complain about otherwise.",
  "Bought it for the second time, which says enough.",
  "The picture is lighter than the real thing.",
  "My neighbour recommended it and she was right.",
  "Good, but I had hoped for a little more for that.",
  "Asked a question by mail and had an answer within the hour.",
] as const;

/** Short news on home pages. */
export const NEWS = [
  "Closed on the first Monday of the month for stocktaking",
  "The list can be sorted now, at last",
  "We have repaired the search; it forgot everything with accents",
  "Thank you for 2,000 answers to our survey",
  "The summer catalogue is in print",
  "New opening hours from April: until seven on Thursdays",
  "Some pictures are still missing; we are working through them",
] as const;

/** Hints below the fields of a form. */
export const FORM_HINTS = [
  "As it is written in your documents",
  "We use this for this request only",
  "If you are not sure, write what comes closest",
  "Can be changed later by telephone",
  "At most 80 characters",
  "See the list of examples in the help",
  "Spaces at the end do not matter",
] as const;

/** Names of check boxes in a form that need not be ticked. */
export const FORM_EXTRAS = [
  "Send me a copy",
  "Remind me one day before",
  "I would like to be called back",
  "Keep my entries for the next time",
  "Tell me about similar offers",
  "Use large print in the confirmation",
] as const;
