/**
 * What nodes without tcpdump catch packets with, and what sends and answers TCP and UDP: in Perl, which each Debian and
 * Ubuntu has (perl-base is essential there), with nothing but its own words and Socket.
 */

/** $1 the device, $2 bytes kept of a packet, then addresses: of a packet that has none of them nothing is kept. Writes as `tcpdump -w -` does. */
export const perlCapture = `
use strict; my ($dev,$snap,@all)=@ARGV; my @ips=map{pack("C4",split /[.]/)}@all; my $stop=0; my ($n,$drops)=(0,0);
$SIG{INT}=$SIG{TERM}=sub{$stop=1}; $SIG{PIPE}=sub{exit 0}; binmode STDOUT;
socket(my $s,17,3,unpack("S",pack("n",3))) or die "socket: $!\\n";
my $ifr=pack("a16x24",$dev); ioctl($s,0x8933,$ifr) or die "$dev: $!\\n"; my $index=unpack("x16i",$ifr);
setsockopt($s,1,33,pack("i",1<<24));
bind($s,pack("SniSCCx8",17,3,$index,0,0,0)) or die "bind: $!\\n";
setsockopt($s,263,1,pack("iSSx8",$index,1,0)) or die "promiscuous: $!\\n";
ioctl($s,0x8906,my $first=pack("qq",0,0));
syswrite STDOUT,pack("LSSlLLL",0xa1b2c3d4,2,4,0,0,$snap,1);
syswrite STDERR,"listening on $dev with perl\\n";
my $out="";
while(1){
  my $from=recv($s,my $p,65535,$stop?64:0);
  if(!defined $from){ last if $stop; next }
  my $hit=0; for(@ips){ if(index($p,$_)>=0){$hit=1;last} } next unless $hit;
  my $t=pack("qq",0,0); ioctl($s,0x8906,$t); my ($sec,$us)=unpack("qq",$t);
  my $kept=substr($p,0,$snap); $n++;
  $out.=pack("LLLL",$sec,$us,length $kept,length $p).$kept;
  if(length $out>30000||$n<50){ syswrite STDOUT,$out; $out="" }
}
syswrite STDOUT,$out;
my $st=getsockopt($s,263,6); $drops=(unpack("LL",$st))[1] if defined $st;
syswrite STDERR,"$n packets captured\\n$drops packets dropped by kernel\\n";
`;

/** $1 udp or tcp, $2 the own address, $3 the port. Sends back what UDP brings, and answers each TCP connection. Ends with SIGINT. */
export const perlAnswer = `
use strict; use Socket; my ($kind,$ip,$port)=@ARGV; $SIG{INT}=$SIG{TERM}=sub{exit 0}; $SIG{PIPE}="IGNORE";
my $udp=$kind eq "udp"; socket(my $s,2,$udp?2:1,$udp?17:6) or die "socket: $!\\n";
setsockopt($s,1,2,pack("i",1)); setsockopt($s,1,33,pack("i",1<<24));
bind($s,sockaddr_in($port,inet_aton($ip))) or die "port $port: $!\\n";
if($udp){ syswrite STDERR,"listening on $port\\n"; while(1){ my $f=recv($s,my $d,65535,0); send($s,$d,0,$f) if defined $f } }
listen($s,5) or die "listen: $!\\n"; syswrite STDERR,"listening on $port\\n";
while(1){ accept(my $c,$s) or next; my $want=0; my $got="";
  while(sysread($c,my $d,65536)){ $got.=$d; if(!$want && length $got>=24){ $want=int(substr($got,16,8)) } last if $want && length $got>=$want }
  syswrite $c,"overlay-lab has read it\\n"; close $c }
`;

/** $1 udp or tcp, $2 the own address, $3 the other's, $4 the port, $5 bytes, $6 1 where nobody may cut them, $7 how many, $8 how many a second. */
export const perlSend = `
use strict; use Socket; my ($kind,$ip,$to,$port,$size,$df,$count,$rate)=@ARGV; $SIG{ALRM}=sub{print "no answer\\n"; exit 1};
$|=1; my $udp=$kind eq "udp"; my $sent=0; my %failed;
sub pause { select(undef,undef,undef,$_[0]) }
sub opened { socket(my $s,2,$udp?2:1,$udp?17:6) or die "socket: $!\\n"; bind($s,sockaddr_in(0,inet_aton($ip))) or die "bind: $!\\n";
  setsockopt($s,0,10,pack("i",$df?2:0)); setsockopt($s,1,32,pack("i",1<<22)); return $s }
sub data { my $d=sprintf("overlay-lab %04d%08d",$_[0]%10000,$udp?$_[0]:$size); return $d.("x"x($size-length $d)) }
if($udp){ my $s=opened(); connect($s,sockaddr_in($port,inet_aton($to))) or die "connect: $!\\n";
  my $each=int($rate/200)||1;
  for my $n (1..$count){ if(defined send($s,data($n),0)){$sent++}else{ my $why="$!"; if($!==111){ send($s,data($n),0)?$sent++:$failed{$why}++ } else { $failed{$why}++ } }
    pause($each/$rate) if $n%$each==0 && $n<$count }
  pause(0.3); print "$sent sent\\n"; print "$_: $failed{$_} not sent\\n" for sort keys %failed }
else { for my $n (1..$count){ alarm 6; my $s=opened(); connect($s,sockaddr_in($port,inet_aton($to))) or do{ print "connect: $!\\n"; next };
    syswrite $s,data($n); my $answer=""; sysread($s,$answer,100); print $answer eq ""?"no answer\\n":"answered\\n"; close $s; pause(1/$rate) if $n<$count } }
`;
