# Muster in a container: small, not root, every package checked against requirements.lock.
#
#   docker build -t muster .
#   docker run -p 8765:8765 -v muster:/var/lib/muster -e MUSTER_CONSOLE_PASSWORD=... muster
#
# With real telephones also -p 8080:8080: there it listens for what Twilio calls, behind a proxy that speaks TLS.
#
# A container's console is reached from outside it, so console_host is set to all addresses below, and Muster then
# starts only with a password for it: MUSTER_CONSOLE_PASSWORD, or MUSTER_CONSOLE_PASSWORD_FILE for a mounted secret.
# Put a proxy that speaks TLS in front of it.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/muster
COPY requirements.lock .
RUN /opt/muster/bin/pip install --require-hashes --no-deps --only-binary=:all: -r requirements.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY handlers handlers
COPY playbooks playbooks
COPY storage storage
# The tools that build Muster and install packages have no place in the image that runs it.
RUN /opt/muster/bin/pip install --no-deps --no-index --no-build-isolation . \
    && /opt/muster/bin/pip uninstall --yes hatchling editables pathspec pluggy tomlkit trove-classifiers packaging pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/muster --create-home muster
COPY --from=build /opt/muster /opt/muster
# The folder it starts in is no place for modules, and is not searched for any.
ENV PATH=/opt/muster/bin:$PATH \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MUSTER_VAR_DIR=/var/lib/muster \
    MUSTER_CONSOLE_HOST=0.0.0.0 \
    MUSTER_CONSOLE_PORT=8765 \
    MUSTER_PUBLIC_HOST=0.0.0.0 \
    MUSTER_PUBLIC_PORT=8080
WORKDIR /var/lib/muster
USER muster
VOLUME /var/lib/muster
EXPOSE 8765 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD \
    ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['MUSTER_CONSOLE_PORT'] + '/healthz', timeout=4)"]
CMD ["muster", "run"]
