import { tool } from "./schema.ts";

/** Schemas of the tools for remembering, planning, asking and passing work on. */
export const AGENT_TOOLS = [
  tool(
    "todo",
    "Keep a list of what is to be done in this session. Use it for work of three or more steps, and when the user names several things at once. Without arguments it returns the list as it is.\n\n" +
      "Writing: 'todos' holds items {id, content, status}. merge=false (the default) replaces the whole list, merge=true changes the items with those ids and adds new ones. The order of the list is the order of importance. Only one item is in_progress at a time. Mark an item completed as soon as it is done, not all of them at the end; when something cannot be done, mark it cancelled and add what is to be done instead. The whole list is always returned.",
    {
      todos: ["array", "The items to write. Leave it out to read the list.", {
        items: {
          type: "object",
          properties: {
            id: { type: "string", description: "A name for the item, unique in the list" },
            content: { type: "string", description: "What is to be done" },
            status: {
              type: "string",
              enum: ["pending", "in_progress", "completed", "cancelled"],
              description: "Where it stands",
            },
          },
          required: ["id", "content", "status"],
        },
      }],
      merge: ["boolean", "true changes items by their id and adds new ones; false replaces the list.", {
        default: false,
      }],
    },
  ),
  tool(
    "memory",
    "Keep something beyond this session. What is stored here is put into every later session's context, so keep it short and only what will still matter in a month.\n\n" +
      "When to store, without being asked: the user corrects you or says 'remember this' or 'do not do that again'; the user tells something about themselves that lasts (a preference, a habit, a time zone, a role); you find out something lasting about the machine (its system, installed tools, how a project is laid out); you learn a convention or the quirk of a tool that belongs to this user's setup; you see something steady that would have been useful to know at the start.\n" +
      "What comes first: what the user prefers and corrects, then facts about the machine, then how things are done here. The best entry is the one that saves the user from saying it again.\n" +
      "Do not store the progress of a task, results of this session, logs of finished work, or plans that only matter today: session_search finds those. If you have found a new way to do something, keep it as a skill instead.\n\n" +
      "Two places: 'user' is who the user is (name, role, preferences, way of talking, dislikes), 'memory' is your own notes (facts about the machine, conventions, quirks, lessons).\n" +
      "Actions: 'add' a new entry, 'replace' an entry that old_text points to, 'remove' the entry that old_text points to. Skip what is trivial or easily looked up again, raw data, and whatever only lasts for this session.",
    {
      "action!": ["string", "What to do.", { enum: ["add", "replace", "remove"] }],
      "target!": ["string", "Where: 'memory' for your own notes, 'user' for who the user is.", {
        enum: ["memory", "user"],
      }],
      content: ["string", "The entry's text. Needed for 'add' and 'replace'."],
      old_text: ["string", "A short part of the entry to replace or remove, which occurs in no other entry."],
    },
  ),
  tool(
    "session_search",
    "Search earlier conversations with this user, or list the latest ones. This is how you recall what was done before: every earlier session can be searched, and each one found is summed up for you.\n\n" +
      "Two ways. Without a query: the latest sessions with their titles and the time, at no cost; start here when the user asks what was worked on lately. With a query: searches all sessions for words and returns summaries of those that fit.\n\n" +
      "Use it, without being asked, when the user says 'as we did before', 'last time', 'remember when' or 'as I told you'; when they ask about something they worked on earlier that is not in the current context; when they speak of a project, a person or an idea as if you knew it; when they ask 'what did we do about X' or 'how did we fix Y'. Rather search once too often than ask the user to repeat themselves.\n\n" +
      'Query syntax: words joined by OR for a wide search (elevenlabs OR baseten OR funding), quotation marks for exact phrases ("docker networking"), AND and NOT (python NOT java), a star for beginnings (deploy*). Words without an operator must all occur, which often finds nothing: prefer OR. If a wide search finds nothing, search for each word on its own, at once.',
    {
      query: [
        "string",
        "What to search for: words, phrases and operators. Leave it out to list the latest sessions.",
      ],
      role_filter: [
        "string",
        "Only search messages by these roles, separated by commas, for example 'user,assistant' to leave out tool output.",
      ],
      limit: ["integer", "The most sessions to sum up (default 3, at most 5).", { default: 3 }],
    },
  ),
  tool(
    "clarify",
    "Ask the user something before going on. Two ways: a question with up to four choices, where the user picks one or types another answer, or an open question without choices.\n\n" +
      "Use it when the task can be read in several ways and the user has to decide; when a decision has consequences that they should weigh; after the work, to ask how it turned out; or to offer to keep something as a skill or in memory.\n" +
      "Do not use it to confirm dangerous commands: the terminal does that by itself. Where little depends on it, choose something sensible yourself and say so.",
    {
      "question!": ["string", "The question, as the user will see it."],
      choices: [
        "array",
        "Up to four answers to choose from. Leave it out for an open question. An entry for another answer is added by itself.",
        { items: { type: "string" }, maxItems: 4 },
      ],
    },
  ),
  tool(
    "delegate_task",
    "Give work to other agents that run on their own. Each one has its own conversation, its own terminal and its own set of tools; only its final summary comes back, nothing of what happened in between.\n\n" +
      "Two ways, one of which is needed: 'goal' for a single task (with context and toolsets if they help), or 'tasks' for up to three that run at the same time.\n\n" +
      "Use it for work that needs much thinking of its own (finding a fault, reviewing code, bringing sources together), for work that would fill your context with things you do not need later, and for separate strands of work that can go on side by side.\n" +
      "Do not use it for a sequence of mechanical steps (execute_code does that), for a single call (make it yourself), or when the user has to be asked something: the other agents cannot ask.\n\n" +
      "They know nothing of this conversation. Put everything they need into 'context': paths, error messages, how the project is laid out, what must not be touched. They cannot delegate further, ask, use the memory, send messages or run execute_code. The results come as a list, one entry a task.",
    {
      goal: [
        "string",
        "What is to be achieved. Be exact and complete: the other agent has seen nothing of this conversation.",
      ],
      context: [
        "string",
        "What the other agent needs to know: paths, messages, the layout of the project, limits. The more exact, the better the result.",
      ],
      toolsets: [
        "array",
        "The sets of tools the agent gets (default: yours). Usual choices: ['terminal', 'file'] for code, ['web'] for research, ['terminal', 'file', 'web'] for both.",
        { items: { type: "string" } },
      ],
      tasks: [
        "array",
        "Up to three tasks that run at the same time, each with a conversation and a terminal of its own. When given, goal, context and toolsets beside it are ignored.",
        {
          items: {
            type: "object",
            properties: {
              goal: { type: "string", description: "What this task is to achieve" },
              context: { type: "string", description: "What this task's agent needs to know" },
              toolsets: {
                type: "array",
                items: { type: "string" },
                description: "The tools for this task, for example ['web']",
              },
            },
            required: ["goal"],
          },
          maxItems: 3,
        },
      ],
      max_iterations: [
        "integer",
        "The most steps with calls that each agent may take (default 50). Set it lower for simple work only.",
      ],
    },
  ),
];
