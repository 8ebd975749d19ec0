"""The answer function behind the interface of OpenAI's chat completions."""
