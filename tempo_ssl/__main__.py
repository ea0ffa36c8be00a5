"""``python -m tempo_ssl``: the command ``tempo-ssl``, also where its folder is not on the path."""

from tempo_ssl.cli import main

if __name__ == "__main__":
    main(prog_name="tempo-ssl")
