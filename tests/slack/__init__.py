"""A faithful fake of Slack for the tests: real HTTP and WebSocket on loopback, Slack's own SDK unpatched."""
