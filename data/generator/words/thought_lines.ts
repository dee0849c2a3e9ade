/**
 * Why a tool and not another one, by tool; `$what` is what the call is about: a path, a command, a pattern, an address.
 */
export const ALTERNATIVES: Record<string, readonly string[]> = {
  look: [
    "I could take this apart into several smaller commands, but $what gives me the answer in one go, and its exit code tells me at once whether it went well.",
    "The file tools would also get me there, only with more calls. A shell command is fine here because nothing in it changes anything I could not bring back.",
    "Instead of $what I could open the file in question with the file tools. The shell is closer to what the user would type to check it.",
    "I thought about piping this through something to make it shorter. Better not: the part that I cut off may be the part that I need.",
    "Whether I use an absolute or a relative path does not matter, since I am in the project's folder already.",
    "Nothing of this is written anywhere, so I can repeat it later and compare.",
    "I expect a short answer from $what. If it is long, I will at least know how much there is.",
  ],
  terminal: [
    "There are two ways: trust what I have read so far, or run $what and see. Running it costs a second, so there is no reason to guess.",
    "I could do this with a tool call for each part. One command keeps it together, and its exit code covers all of it.",
    "If $what fails I will read the message first and not simply try a variation.",
    "I want to see the output of $what in full before I decide what comes next.",
    "Is everything there that $what needs? As far as the outputs above show, yes; if not, it will say so.",
    "What I expect from $what: exit code 0, and an output that fits what I have seen so far.",
    "The same could be done in another order, but then I would not know which part caused what.",
  ],
  read_file: [
    "I could search for the one line that I expect in $what, but then I would see it without what stands around it. Reading is the safer choice.",
    "The name of $what suggests what is in it, and names are wrong often enough that I should read it.",
    "Reading $what completely is a little more text than necessary. On the other hand I will know it then, and need not come back to it.",
    "`head` would show the beginning only. What I am looking for is as likely to be at the end, so the whole file.",
    "Before I change or describe $what I have to know what it says now, and not what I remember of files like it.",
    "There are other files that I could begin with. I take $what now, because a question that I have can only be answered there.",
    "If $what turns out to be of no use here, I have lost one call and can cross it off.",
  ],
  search_files: [
    "I could open the files one after the other. A search for $what is quicker and has the advantage that it cannot overlook a place.",
    "The pattern $what may match more than I want. That is better than matching less: I can drop what does not belong there.",
    "An empty result would tell me something as well, namely that nobody else relies on it.",
    "Names are often repeated in documents and tests. If $what occurs there too, these places have to be taken along.",
    "With `grep` I would get the same lines. The search tool also counts them, which I will need in the end.",
    "I would like to limit this to one folder, but I do not know yet where it is used, so the whole project.",
  ],
  write_file: [
    "I could change $what in place, but as so much of it is new, writing it as a whole leaves less room for slips.",
    "An alternative would be to build $what in several steps. It is short enough to be written at once, and then there is one state to check and not three.",
    "Should this go into a file of its own? Yes: $what is where somebody would look for it.",
    "I considered leaving a copy of the old state. What matters can be made again, so that would only be clutter.",
    "The order inside $what is a matter of taste. I take the order in which somebody reads who sees it for the first time.",
    "It would be possible to make this more general. Nobody asked for that, and it would be harder to check.",
  ],
  patch: [
    "Writing the whole file again would work too, but a small replacement in $what shows exactly what I changed.",
    "The old text has to occur exactly once in $what. I take enough of the line that there is no doubt which place is meant.",
    "I could repair this in the callers as well. That would leave the cause where it is, so the change belongs here.",
    "Is there a more elegant way to write this? Perhaps, but the smaller the difference, the easier it is to review.",
    "The difference that the tool prints will show me whether I hit the right place in $what.",
  ],
  browser: [
    "I could try to fetch the page's source instead, but what a visitor sees is made by scripts, so the browser is the right tool.",
    "The references change with every page that is loaded, so I must not reuse those from before.",
    "A picture would show the layout, the tree shows the names. For the next step I need the names.",
    "I might guess the address of the page that I want. Going the way that a visitor goes is slower but does not depend on luck.",
    "If the page asks for consent or shows something in front, I will see it in the tree and deal with it first.",
    "What I am looking for may only appear after scrolling, so a missing entry does not mean yet that it is not there.",
  ],
  web: [
    "I know some of this already, but what I know may be out of date, and the report needs sources that can be opened.",
    "One page is not enough: if two that do not copy from each other agree, I can write it down without hedging.",
    "The descriptions in the results are cut off in the middle, so I should not quote them. The pages themselves are what counts.",
    "A narrower query would give fewer results. For a first look I want to see how broad the subject is.",
    "If a page refuses I will not insist; there are others that say the same.",
  ],
  answer: [
    "Before I answer I go through the request once more: is there a part of it that I have not dealt with? I do not think so.",
    "How long should the answer be? Long enough to say what was done and how it can be checked, and not longer.",
    "I should say what is certain because I have seen it, and mark what I only conclude from it.",
    "The result goes first, the way to it afterwards; who is in a hurry stops after the first sentence.",
    "I might mention what I did not do, so that nobody assumes it was done.",
    "Names of files and numbers should be exact, because they are what will be looked up.",
  ],
  other: [
    "There is more than one way to do this, and this one needs the fewest assumptions.",
    "I could ask first. But what I would ask can be found out, so I find it out.",
    "The tool for this exists, so I should use it and not build something around it in the shell.",
    "Whatever comes back, I should look at the fields and not only at whether it says success.",
    "This cannot do any damage: if it turns out to be the wrong step, I lose one call.",
    "If this does not give what I want, the fallback is to do it by hand in a file.",
  ],
};

/** Sentences on what could go wrong, or has to be kept in mind, whatever is done next. */
export const CAUTIONS = [
  "What would prove me wrong here? An output that looks right for another reason. So I should compare it with something that I have seen before and not only with what I hope for.",
  "I have to be careful not to mix up what the user asked for with what I would find nice to have.",
  "So far every claim I could make is backed by an output above. I want to keep it that way.",
  "If the result differs from what I expect, I should first doubt my expectation and only then the tool.",
  "It would be easy to declare this done now. But an unchecked result is only half of the work.",
  "The environment may differ from what I am used to, so I should rely on what is shown here.",
  "There is a chance that something else has the same effect. I will look out for it in the output.",
  "I do not see a reason to stop and ask: the request is clear enough, and the details can be found out.",
  "Let me make sure that I am looking at the current state and not at something I remember from earlier in this conversation.",
  "An error at this point would be cheap. Later it would be expensive, so it is better to look twice now.",
  "I notice that I am assuming that names mean what they say. For the important ones I should verify that.",
  "It helps to say in advance what I expect to see. If I see it, good; if not, I have learned something.",
  "There may be side effects that are not visible in the output. The next look at the files will show them.",
  "Is this the shortest way to what the user wants? Probably not the shortest, but one whose steps can be followed.",
  "The last thing I want is to fix one thing and break another, so every change is followed by a check.",
  "Small steps are fine as long as each of them answers a question. This one does.",
  "I will not go into details that nobody asked about, even if they look interesting.",
  "If two sources disagree, I should say so openly and not pick the one that suits me.",
  "What is the simplest explanation that fits all I have seen? I go with that one until something contradicts it.",
  "The order matters here: first know, then change, then check.",
  "I have enough steps left, but that is no reason to waste them.",
  "Anything that I create on the way has to be either useful afterwards or gone.",
  "Let me think about the edge cases: nothing there at all, exactly one, and very many. The first is the one that is usually forgotten.",
  "Should I worry about permissions? Nothing so far suggests it, and if it comes up the message will say so.",
] as const;

/** First words of a paragraph that quotes the last result. */
export const QUOTE_OPENERS = [
  "Let me look at what came back.",
  "What do I learn from this?",
  "Some lines of it are worth keeping in mind:",
  "The interesting part of the output:",
  "From the last result:",
  "Going by what is printed there:",
  "This is what I take from it:",
  "Let me note the relevant lines:",
] as const;

/** First words of a paragraph that recalls earlier results. */
export const RECALL_OPENERS = [
  "What I know by now:",
  "To put together what I have seen so far:",
  "The facts up to here:",
  "Before I go on, what is established:",
  "Going back over the calls:",
  "This is what I can rely on:",
] as const;

/** First words of a list of next steps. */
export const PLAN_OPENERS = [
  "So the plan is:",
  "What remains to be done:",
  "My next steps:",
  "This is how I want to go on:",
  "From here on:",
  "Let me put the rest in order:",
] as const;

/** Steps that usually follow a call, by tool. */
export const FOLLOW_UPS: Record<string, readonly string[]> = {
  terminal: [
    "look at the exit code and at the last lines",
    "decide from the output whether anything has to be changed",
    "keep the numbers, in case the answer needs them",
    "if it fails, read the message before trying anything else",
  ],
  read_file: [
    "find the place that matters and note its line",
    "see what else depends on it",
    "only then decide about a change",
    "keep the names as they are spelled there",
  ],
  search_files: [
    "go through the matches and sort out what does not belong",
    "open the files that remain",
    "remember the count, to compare it at the end",
    "check whether documents mention it too",
  ],
  write_file: [
    "check the size that is reported",
    "run it or read it back once",
    "repair what is wrong with a small change, not by starting anew",
    "mention the file in the answer",
  ],
  patch: [
    "read the difference line by line",
    "run the check that failed before",
    "look for the same mistake in other places",
    "leave everything else alone",
  ],
  other: [
    "look at the fields of the result",
    "see whether it is complete",
    "go on with the next part of the request",
    "write down what will be needed in the answer",
  ],
};

/** Short sentences that `glm-5.1` adds. */
export const TERSE_LINES = [
  "Verify, then move on.",
  "No guessing.",
  "Cheap to check.",
  "Keep the scope small.",
  "The output decides.",
  "Anything unexpected here changes the plan.",
  "One change, one check.",
  "I have what I need for this.",
  "Facts first, conclusions after.",
  "That narrows it down.",
  "Not needed: a rewrite.",
  "If it fails, the message will say where.",
  "Read-only, so safe.",
  "The user cares about the result, not the route.",
  "Exact names matter here.",
  "Names as they are written there.",
  "Nothing to ask back; the request is clear.",
  "Edge case to remember: an empty result.",
  "Plain tools first.",
  "Everything else stays untouched.",
] as const;
